BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Start-Simulator
}

AfterAll { Stop-Simulator }

Describe 'Constrained Language Mode' {
    BeforeAll {
        # Simulates a system policy that trusts the signature of the module, but not interactive commands.
        function Invoke-Constrained([string] $Script) {
            $session = [initialsessionstate]::CreateDefault()
            $session.ImportPSModule($manifest)
            $shell = [powershell]::Create($session)
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            try {
                $output = $shell.AddScript($Script).Invoke()
                [pscustomobject]@{ Output = $output; Errors = @($shell.Streams.Error) }
            }
            finally { $shell.Dispose() }
        }
    }

    BeforeEach { Reset-Service }

    It 'is the language mode of these tests' {
        (Invoke-Constrained '[MeshVideo.VideoTask]::new()').Errors[0].FullyQualifiedErrorId | Should -Be 'CannotCreateTypeConstrainedLanguage'
    }

    It 'creates files from rows, with names from the rows' {
        $result = Invoke-Constrained @"
'Prompt,Ratio,Duration,GenerateAudio', 'a,16:9,5,true', 'b,,,' | ConvertFrom-Csv |
    New-MeshVideo -JournalPath '$TestDrive/batch.jsonl' | Wait-MeshVideo -PollIntervalSec 0.2 |
    Save-MeshVideo -Path { "$TestDrive/constrained/`$(`$_.Source.Prompt).mp4" }
"@
        $result.Errors | Should -HaveCount 0
        $result.Output.Name | Sort-Object | Should -Be 'a.mp4', 'b.mp4'
    }

    It 'reads, lists, waits by id and resumes from a journal and a file' {
        $result = Invoke-Constrained @"
`$made = New-MeshVideo 'a' -JournalPath '$TestDrive/one.jsonl' -AdditionalProperty @{ foo = @{ bar = 1 } } -SkipValidation -ErrorAction SilentlyContinue
`$made = New-MeshVideo 'b' -JournalPath '$TestDrive/one.jsonl'
(Wait-MeshVideo -Id `$made.Id -PollIntervalSec 0.2).Id
(Get-MeshVideo -Status succeeded -CreatedAfter (Get-Date).AddHours(-1) -First 1).Id
(Get-MeshVideo -JournalPath '$TestDrive/one.jsonl').Id
`$made | Export-Clixml '$TestDrive/one.xml'
(Import-Clixml '$TestDrive/one.xml' | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/file').BaseName
"@
        $result.Errors | Should -HaveCount 0
        $result.Output | Should -HaveCount 4
        $result.Output | Select-Object -Unique | Should -HaveCount 1
    }

    It 'provides the id and the kind of an error' {
        $result = Invoke-Constrained @"
try { New-MeshVideo 'a' -ApiKey 'rsk with spaces' } catch { "`$(`$_.FullyQualifiedErrorId) `$(`$_.Exception.Kind)" }
"@
        $result.Output | Should -Be 'InvalidApiKey,MeshVideo.Commands.NewMeshVideoCommand InvalidApiKey'
    }

    It 'shows tasks in the usual views' {
        $result = Invoke-Constrained "New-MeshVideo 'a' | Wait-MeshVideo -PollIntervalSec 0.2 | Format-Table | Out-String -Width 200; Get-MeshVideo -First 1 | Format-List | Out-String"
        $result.Output[0] | Should -Match 'Succeeded +\S+ +\d+ s +5 s'
        $result.Output[1] | Should -Match 'VideoUrl +: http\S+\?'
    }
}

Describe 'A restricted endpoint (JEA)' {
    BeforeAll {
        # Creates the same session as Register-PSSessionConfiguration, without WinRM.
        function Open-Endpoint([hashtable] $Setting = @{}) {
            $file = "$TestDrive/$([guid]::NewGuid()).pssc"
            New-PSSessionConfigurationFile -Path $file -SessionType RestrictedRemoteServer -LanguageMode NoLanguage -ModulesToImport $manifest -VisibleCmdlets '*-MeshVideo' @Setting
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateFromSessionConfigurationFile($file))
            $runspace.Open()
            $runspace
        }

        function Invoke-Endpoint([object] $Runspace, [object[]] $Command) {
            # A session with the NoLanguage mode accepts only command names with parameters.
            $shell = [powershell]::Create($Runspace)
            for ($index = 0; $index -lt $Command.Count; $index += 2) {
                $null = $shell.AddCommand($Command[$index]).AddParameters([Collections.IDictionary] $Command[$index + 1])
            }

            [pscustomobject]@{ Output = $shell.Invoke(); Errors = @($shell.Streams.Error) }
        }
    }

    BeforeEach { Reset-Service }

    AfterEach { $endpoint.Dispose() }

    It 'runs the main pipeline' {
        $endpoint = Open-Endpoint @{ VisibleProviders = 'FileSystem' }
        $result = Invoke-Endpoint $endpoint 'New-MeshVideo', @{ Prompt = 'a'; JournalPath = "$TestDrive/jea.jsonl" }, 'Wait-MeshVideo', @{ PollIntervalSec = 0.2 }, 'Save-MeshVideo', @{ Path = "$TestDrive/jea" }
        $result.Errors | Should -HaveCount 0
        $result.Output | Should -HaveCount 1
        $result.Output[0].FullName | Should -Exist
    }

    It 'without a file system creates tasks and waits, and writes a clear error when saving' {
        $endpoint = Open-Endpoint
        $result = Invoke-Endpoint $endpoint 'New-MeshVideo', @{ Prompt = 'a' }, 'Wait-MeshVideo', @{ PollIntervalSec = 0.2 }
        $result.Output.Status | Should -Be 'Succeeded'
        $result = Invoke-Endpoint $endpoint 'Save-MeshVideo', @{ Id = $result.Output.Id; Path = "$TestDrive/none" }
        $result.Errors.FullyQualifiedErrorId | Should -BeLike 'WriteFailed,*'
        "$($result.Errors)" | Should -BeLike '*VisibleProviders*'
    }
}
