namespace MeshVideo.Simulator;

/// <summary>The text of --help.</summary>
internal static class CommandLineHelp
{
    public const string Text = """
        Runs a local Mesh video service, to test automation without charges. The defaults are in parentheses.

          --port N             port of the API; 0 for any free port (5080)
          --file-port N        port of the files; 0 for any free port (the port after that of the API)
          --file-base-uri URI  base URL of file links, for example for an https proxy (the URL of the file port)
          --key KEY            accepted key, which can be repeated; each key has its own tasks; '*' for any key (rsk_simulator)
          --queue-seconds N    time for which a task is queued (2)
          --run-seconds N      time for which a task runs (8)
          --speed N            speed of the clock, which divides the times of queuing, running and expiry, and the lifetime of
                               links (1)
          --link-seconds N     lifetime of a file link (86400)
          --clock-skew-seconds N  offset of the service's clock; negative values are behind (0)
          --spend-limit N      number of tasks that a key can create before status 402
          --rate-limit N       number of requests per second that a key can send before status 429
          --max-running N      number of queued and running tasks of a key before status 429, without Retry-After
          --create-seconds N   delay of the response to a create, after its task was created; divided by --speed (0)
          --discount-pct N     discount of the keys on all prices, in percent (0)
          --content-array      returns the content of a task as an array, [{"type":"video_url","url":"…"}]
          --webhook-per-status  also sends webhooks for queued and running
          --file-bytes N       minimum size of a video file
          --fault JSON         fault that is active from the start; can be repeated
          --verbose            writes a line for each request
          --stop-with-stdin    ends when standard input is closed
          --help               shows this text

        Directives in a prompt control its task:
          [simulate:failed]         ends as failed with content_policy_violation; [simulate:failed=CODE] with another code
          [simulate:expired]        ends as expired
          [simulate:cancelled]      ends as cancelled
          [simulate:run=SECONDS]    runs for this time, which is divided by --speed
          [simulate:status=WORD]    always has this status

        These routes on the port of the API control a running simulator. They require no key:
          GET POST DELETE /simulator/faults                active faults: {"on":"create","kind":"status","status":429}
              on    create get list models usage file webhook any
              kind  status delay hang reset refuse truncate stall throttle corrupt empty redirect
                    expire-links not-ready change no-range wrong-type
              and   times skip every id after, and by kind: status code message retryAfter bodyRetryAfter body contentType
                    headers ms bytes bytesPerSecond location
          GET DELETE /simulator/requests                   logged requests; ?method= &path= &recorded=true
          GET /simulator/requests/wait?count=&timeout=     waits until this number of requests has arrived
          GET /simulator/tasks                             tasks of all keys
          POST /simulator/tasks/seed                       creates finished tasks: {"count":250}; also key, status, model
          POST /simulator/tasks/{id}/finish                ends a task: {"status":"succeeded"}; also code

        """;
}
