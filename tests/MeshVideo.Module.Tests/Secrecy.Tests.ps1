BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Start-Simulator @('--queue-seconds', '0.1', '--run-seconds', '0.3', '--key', 'rsk_very-secret-key-0123456789')
}

AfterAll { Stop-Simulator }

Describe 'The output' {
    BeforeEach { Reset-Service }

    It 'contains neither the key nor the query string of a signed URL, even with -Verbose -Debug and a transcript' {
        # Inject all kinds of faults, so that their messages are shown, and a service that echoes the key.
        Add-Fault @{ on = 'create'; kind = 'status'; status = 400; code = 'invalid_request'; message = 'Authorization: Bearer rsk_very-secret-key-0123456789 is odd' }
        Add-Fault @{ on = 'create'; kind = 'status'; status = 429; retryAfter = 0 }
        Add-Fault @{ on = 'create'; kind = 'reset'; after = $true; skip = 1 }
        Add-Fault @{ on = 'get'; kind = 'status'; status = 502; body = '<html>rsk_very-secret-key-0123456789</html>'; contentType = 'text/html' }
        Add-Fault @{ on = 'file'; kind = 'expire-links' }
        Add-Fault @{ on = 'file'; kind = 'truncate'; bytes = 500 }
        Add-Fault @{ on = 'file'; kind = 'redirect'; location = 'http://files.example.com/clip.mp4?signature=stolen'; skip = 2 }
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $result = Invoke-Shell -Environment @{ MESHAPI_BASE_URL = Get-ServiceBaseUri; MESHAPI_API_KEY = Get-ServiceKey } @"
`$VerbosePreference = 'Continue'; `$DebugPreference = 'Continue'
`$null = Start-Transcript '$transcript'
Import-Module '$manifest'
'a', 'b', 'c', 'd' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/out'
'e' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/out'
Get-MeshVideo -First 2
Get-MeshVideo -First 1 | Format-List
`$Error | ForEach-Object { `$_ | Format-List -Force | Out-String; `$_.Exception.ToString() }
New-MeshVideo x -ApiKey rsk_very-secret-key-0123456789 -WhatIf
`$null = Stop-Transcript
"@
        $printed = ($result.All + (Get-Content $transcript -Raw)) -replace '(?m)^.*New-MeshVideo x -ApiKey.*$'
        # Verify that all steps took place; otherwise the test proves nothing.
        $printed | Should -Match 'invalid_request'
        $printed | Should -Match 'A task may exist'
        $printed | Should -Match 'returned HTTP 403'
        $printed | Should -Match 'connection to the file host failed'
        $printed | Should -Match 'not a valid https address'
        $printed | Should -Match 'DEBUG: GET /v1/video'
        $printed | Should -Not -Match 'very-secret'
        $printed | Should -Not -Match 'signature='
        $printed | Should -Not -Match 'stolen'
    }
}
