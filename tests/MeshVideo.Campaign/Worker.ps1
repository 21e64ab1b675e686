# Runs one pipeline for each input line and writes one line for each. The process can be killed at any time.
param([Parameter(Mandatory)] [string] $Manifest)

Set-StrictMode -Version Latest
Import-Module $Manifest

function Invoke-Pipeline($Job) {
    $env:MESHAPI_BASE_URL = $Job.BaseUri
    $env:MESHAPI_API_KEY = $Job.Key
    $new = @{ JournalPath = $Job.Journal; ResendAmbiguous = $Job.Resend }
    if ($null -ne $Job.MaxCost) { $new.MaxCost = $Job.MaxCost }
    $wait = @{}
    if ($Job.PollIntervalSec) { $wait.PollIntervalSec = $Job.PollIntervalSec }
    $save = @{ Path = $Job.Folder; IncludeLastFrame = $Job.LastFrame }
    # With -Debug, a warning would prompt.
    $talk = @{ Verbose = $Job.Talkative; Debug = $Job.Talkative; WarningAction = 'Continue' }
    Import-Csv $Job.Rows | New-MeshVideo @new @talk | Wait-MeshVideo @wait @talk | Save-MeshVideo @save @talk
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $job = $line | ConvertFrom-Json
    $errors = [Collections.Generic.List[object]]::new()
    $files = [Collections.Generic.List[string]]::new()
    $text = [Text.StringBuilder]::new()
    try {
        Invoke-Pipeline $job *>&1 | ForEach-Object {
            if ($_ -is [IO.FileInfo]) { $files.Add($_.FullName) }
            if ($_ -is [Management.Automation.ErrorRecord]) {
                $errors.Add(@{ Id = $_.FullyQualifiedErrorId.Split(',')[0]; Text = "$_" })
                $null = $text.AppendLine(($_ | Format-List * -Force | Out-String)).AppendLine($_.Exception.ToString())
            }
            $null = $text.AppendLine("$_")
        }
    }
    catch {
        $errors.Add(@{ Id = 'Terminating:' + $_.FullyQualifiedErrorId; Text = "$_ $($_.ScriptStackTrace)" })
    }

    $answer = @{ Files = $files; Errors = $errors; Output = "$text" } | ConvertTo-Json -Compress -Depth 5
    [Console]::Out.WriteLine($answer)
}
