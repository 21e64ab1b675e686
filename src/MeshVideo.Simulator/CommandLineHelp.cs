namespace MeshVideo.Simulator;

/// <summary>What --help prints.</summary>
internal static class CommandLineHelp
{
    public const string Text = """
        A local Mesh video service: rehearse your automation with it at no cost.

          --port N             port of the API (5080; 0 = any free one)
          --file-port N        port of the files (the next one; 0 = any free one)
          --file-base-uri URI  where links say that the files are, as with https before the port; (the file port)
          --key KEY            a key to accept (rsk_simulator); may be repeated, each key has tasks of its own; '*' = any
          --queue-seconds N    how long a task is queued (2)
          --run-seconds N      how long a task runs (8)
          --speed N            how fast the clock runs (1): divides queueing, running, expiry and the life of links
          --link-seconds N     how long a file link lives (86400)
          --clock-skew-seconds N  how far the service's clock is ahead (0; below 0: behind)
          --spend-limit N      how many tasks a key may create before 402
          --rate-limit N       how many requests a second a key may send before 429
          --max-running N      how many tasks of a key may be queued or running before 429, without Retry-After
          --create-seconds N   how long a create takes to answer, once its task is made (0; --speed divides it too)
          --discount-pct N     the keys' discount on every price (0)
          --content-array      a task's content is an array, [{"type":"video_url","url":"…"}]
          --webhook-per-status  webhooks tell of queued and running too
          --file-bytes N       least size of a video file
          --fault JSON         a fault from the start; may be repeated
          --verbose            a line for each request
          --stop-with-stdin    end when standard input is closed
          --help               this text

        A prompt can steer its task:
          [simulate:failed]         ends failed with content_policy_violation; [simulate:failed=CODE] with another code
          [simulate:expired]        ends expired
          [simulate:cancelled]      ends cancelled
          [simulate:run=SECONDS]    runs that long (--speed divides it too)
          [simulate:status=WORD]    reports that status for ever

        A running simulator is steered by HTTP, on the port of the API, without a key:
          GET POST DELETE /simulator/faults                the faults to come: {"on":"create","kind":"status","status":429}
              on    create get list models usage file webhook any
              kind  status delay hang reset refuse truncate stall throttle corrupt empty redirect
                    expire-links not-ready change no-range wrong-type
              and   times skip every id after, and by kind: status code message retryAfter bodyRetryAfter body contentType
                    headers ms bytes bytesPerSecond location
          GET DELETE /simulator/requests                   what was asked of it; ?method= &path= &recorded=true
          GET /simulator/requests/wait?count=&timeout=     the same, once that many have come
          GET /simulator/tasks                             the tasks of all keys
          POST /simulator/tasks/seed                       finished tasks: {"count":250}; also key, status, model
          POST /simulator/tasks/{id}/finish                end a task now: {"status":"succeeded"}; also code

        """;
}
