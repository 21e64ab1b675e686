BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
}

Describe 'Importing the module' {
    It 'exports only its cmdlets' {
        $result = Invoke-Shell "Import-Module '$manifest'; (Get-Command -Module MeshVideo | Sort-Object Name).Name -join ','"
        $result.Output.Trim() | Should -Be 'ConvertFrom-MeshVideoCallback,Export-MeshVideoReport,Get-MeshVideo,Get-MeshVideoModel,New-MeshVideo,Receive-MeshVideo,Save-MeshVideo,Test-MeshVideoConnection,Wait-MeshVideo'
        $result.Error | Should -BeNullOrEmpty
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest $manifest).Version | Should -BeGreaterThan ([version]'0.0')
    }

    It 'loads only its own assemblies' {
        $result = Invoke-Shell @"
`$before = [AppDomain]::CurrentDomain.GetAssemblies().Location
# PowerShell loads assemblies on other threads. If it is a .NET tool, they are in the folder of the framework.
`$framework = Split-Path ([object].Assembly.Location)
Import-Module '$manifest'
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.Location -and `$_.Location -notin `$before -and `$_.Location -notlike "`$PSHOME*" -and `$_.Location -notlike "`$framework*" } | ForEach-Object { `$_.GetName().Name }
"@
        $loaded = $result.Output.Trim() -split '\s+'
        $loaded | Should -Not -BeNullOrEmpty
        $loaded | Should -Match '^MeshVideo'
    }

    It 'loads no libraries in PowerShell 7, even after media was inspected and a read was retried (skipped in Windows PowerShell, which needs a JSON library)' -Skip:($PSEdition -eq 'Desktop') {
        $result = Invoke-Shell @"
Import-Module '$manifest'
`$null = New-MeshVideo 'a lake' -FirstFrame '$PSScriptRoot/../../docs/pictures/icon.png' -WhatIf -ErrorAction SilentlyContinue
# No process listens on this port, so the read is retried.
try { Get-MeshVideo x -ApiKey k -BaseUri http://127.0.0.1:9 -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }
'--'
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object Location -like "$((Get-Item $manifest).Directory.FullName)*" | ForEach-Object { `$_.GetName().Name }
"@
        $errorId, $loaded = $result.Output -split '--'
        $errorId | Should -Match 'ConnectionFailed,'
        $loaded.Trim() -split '\s+' | Sort-Object | Should -Be 'MeshVideo', 'MeshVideo.Client', 'MeshVideo.Loader'
    }

    It 'uses the client that is precompiled for this system (skipped in Windows PowerShell, which has none)' -Skip:($PSEdition -eq 'Desktop') {
        $os = if ($IsWindows) { 'win' } elseif ($IsMacOS) { 'osx' } else { 'linux' }
        $system = "$os-$([Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        $copy = Join-Path (Get-Item $TestDrive).FullName 'compiled'
        Copy-Item (Split-Path $manifest) $copy -Recurse
        $null = New-Item "$copy/net8.0/$system" -ItemType Directory -Force
        Copy-Item "$copy/net8.0/MeshVideo.Client.dll" "$copy/net8.0/$system"
        $result = Invoke-Shell "Import-Module '$copy/MeshVideo.psd1'; [MeshVideo.VideoTask].Assembly.Location"
        $result.Output.Trim() | Should -Be ([IO.Path]::Combine($copy, 'net8.0', $system, 'MeshVideo.Client.dll'))
    }

    It 'makes its types available by name' {
        $result = Invoke-Shell "Import-Module '$manifest'; [MeshVideo.VideoTask].FullName; [meshvideo.videotaskstatus]::Succeeded; [MeshVideo.MeshVideoException].Name"
        $result.Output.Trim() -split '\s+' | Should -Be 'MeshVideo.VideoTask', 'Succeeded', 'MeshVideoException'
    }

    It 'can be imported again with -Force, and after being removed' {
        $result = Invoke-Shell "Import-Module '$manifest'; Import-Module '$manifest' -Force; Remove-Module MeshVideo; Import-Module '$manifest'; (Get-Command -Module MeshVideo).Count"
        $result.All.Trim() | Should -Be '9'
    }

    It 'can be imported from the root of a built clone' {
        $root = [IO.Path]::GetFullPath("$PSScriptRoot/../../MeshVideo.psd1")
        (Invoke-Shell "Import-Module '$root'; (Get-Command -Module MeshVideo).Count").All.Trim() | Should -Be '9'
    }

    It 'runs in Constrained Language Mode once imported' {
        $result = Invoke-Shell @"
Import-Module '$manifest'
`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
New-MeshVideo 'a lake' -WhatIf
"@
        $result.Output | Should -Match 'What if: '
        $result.Error | Should -BeNullOrEmpty
    }
}
