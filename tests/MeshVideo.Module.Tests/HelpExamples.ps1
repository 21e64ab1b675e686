# Runs documented examples as they stand, each in a session and a folder of its own, several at once.

. "$PSScriptRoot/Media.ps1"

function New-ExampleFolder {
    <# .SYNOPSIS Makes what the examples speak of: media, rows, the journal of an earlier run, a key. #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A test helper.')]
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The key of a simulator.')]
    param([string] $Path)
    $null = New-Item "$Path/people" -ItemType Directory
    New-PngFile "$Path/lake.png"
    'dusk.png', 'people/anna.png', 'people/ben.png' | ForEach-Object { Copy-Item "$Path/lake.png" "$Path/$_" }
    New-WavFile "$Path/voice.wav"
    Set-Content "$Path/shots.csv" 'Shot,Prompt,Duration,Ratio', 's01,a lake at sunrise,5,16:9', 's02,a city at night,,'
    $tasks = @(Import-Csv "$Path/shots.csv" | New-MeshVideo -JournalPath "$Path/batch.jsonl")
    Set-Content "$Path/ids.txt" $tasks.Id
    $null = $tasks | Wait-MeshVideo | Select-Object -First 1 | Save-MeshVideo -Path "$Path/clip.mp4"
    $null = New-Item "$Path/callbacks" -ItemType Directory
    ConvertTo-Json @{ id = $tasks[0].Id; status = 'succeeded' } | Set-Content "$Path/callback.json", "$Path/callbacks/1.json"
    ConvertTo-SecureString (Get-ServiceKey) -AsPlainText -Force | Export-Clixml "$Path/key.xml"
}

function Invoke-HelpExample {
    <# .SYNOPSIS Runs each example, and adds what came out, what went wrong, and the files that there are then. #>
    param([object[]] $Example, [string] $Folder, [string] $Manifest, [string] $Before = '')

    # An id in an example stands for one of the reader's own.
    $ids = @{}
    foreach ($id in $Example.Code | Select-String 'cgt-\d{14}-\w{5}' -AllMatches | ForEach-Object { $_.Matches.Value } | Select-Object -Unique) {
        $ids[$id] = Add-RunningTask 1
        Complete-Task $ids[$id]
    }

    # Only what was read by its id is in the list as it is.
    $failed = Add-RunningTask 1
    Complete-Task $failed -Status failed
    $null = Get-MeshVideo -Id (@($ids.Values) + $failed)
    $null = New-MeshVideo 'a task under way'

    $Example | ForEach-Object -ThrottleLimit 8 -Parallel {
        $example = $_
        $place = Join-Path $using:TestDrive ([guid]::NewGuid())
        Copy-Item $using:Folder $place -Recurse
        $before = @(Get-ChildItem $place -Recurse -File).FullName
        $code = $example.Code
        ($using:ids).GetEnumerator() | ForEach-Object { $code = $code.Replace($_.Key, $_.Value) }

        $session = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $session.AddScript("Import-Module '$($using:Manifest)'; Set-Location '$place'; $using:Before").AddStatement().AddScript($code)
        $output = @()
        $thrown = $null
        try {
            $output = @($session.Invoke())
        }
        catch {
            $thrown = $_
        }

        [pscustomobject]@{
            Cmdlet  = $example.Cmdlet
            Title   = $example.Title
            Output  = $output
            Code    = $code
            Problem = (@($thrown) + @($session.Streams.Error) + @($session.Streams.Warning) | Where-Object { $_ } | Out-String).Trim()
            NewFile = @(Get-ChildItem $place -Recurse -File | Where-Object FullName -NotIn $before)
        }
        $session.Dispose()
    }
}
