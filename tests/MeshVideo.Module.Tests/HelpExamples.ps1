# Runs documented examples unchanged, each in its own session and folder, several in parallel.

. "$PSScriptRoot/Media.ps1"

function New-ExampleFolder {
    <# .SYNOPSIS Creates the files that the examples use: media, rows, the journal of an earlier run, a key. #>
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
    <# .SYNOPSIS Runs each example and returns its output, its errors and the files that it created. #>
    param([object[]] $Example, [string] $Folder, [string] $Manifest, [string] $Before = '')

    # Replace the id in an example with the id of an existing task.
    $ids = @{}
    foreach ($id in $Example.Code | Select-String 'cgt-\d{14}-\w{5}' -AllMatches | ForEach-Object { $_.Matches.Value } | Select-Object -Unique) {
        $ids[$id] = Add-RunningTask 1
        Complete-Task $ids[$id]
    }

    # The list shows the current state only of tasks that were read by id.
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
