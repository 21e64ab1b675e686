BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Start-Simulator
    $service = @{ MESHAPI_BASE_URL = Get-ServiceBaseUri; MESHAPI_API_KEY = Get-ServiceKey }

    # A module folder contains a folder for each module, which can contain a folder for each version.
    $folder = Split-Path $manifest
    if ((Split-Path $folder -Leaf) -ne 'MeshVideo') { $folder = Split-Path $folder }
    $modules = Split-Path $folder
}

AfterAll { Stop-Simulator }

Describe 'The package' {
    It 'runs the main pipeline from a module folder, by name' {
        $environment = $service + @{ PSModulePath = $modules }
        $result = Invoke-Shell -Environment $environment @"
Import-Module MeshVideo
'a lake', 'a city' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path '$TestDrive/byname'
(Get-Module MeshVideo).Path
"@
        $result.Error | Should -BeNullOrEmpty
        $result.ExitCode | Should -Be 0
        Get-ChildItem "$TestDrive/byname" -Filter *.mp4 | Should -HaveCount 2
        $result.Output | Should -Match ([regex]::Escape($folder))
    }

    It 'is loaded when a cmdlet is first used' {
        $result = Invoke-Shell -Environment ($service + @{ PSModulePath = $modules }) "(New-MeshVideo 'a lake').Status"
        $result.Error | Should -BeNullOrEmpty
        $result.Output.Trim() | Should -BeIn 'Queued', 'Running'
    }

    It 'has a manifest with the project URLs and the release notes' {
        $data = (Test-ModuleManifest $manifest -ErrorAction Stop).PrivateData.PSData
        $data.LicenseUri | Should -Match '^https://'
        $data.ProjectUri | Should -Match '^https://'
        $data.IconUri | Should -Match '^https://'
        $data.ReleaseNotes | Should -Match '^### '
    }

    It 'can be installed with PSResourceGet (skipped if PSResourceGet is not installed)' -Skip:(-not (Get-Command Save-PSResource -ErrorAction Ignore)) {
        $profileFolder = Join-Path $TestDrive 'home'
        $gallery = Join-Path $TestDrive 'gallery'
        $null = New-Item $profileFolder, $gallery, "$TestDrive/installed" -ItemType Directory
        Copy-Item (Get-PackagePath) $gallery
        # On Windows, the list of repositories is in the profile of the user, which no variable moves.
        $repository = "MeshVideoTest$([guid]::NewGuid().ToString('N'))"
        $result = Invoke-Shell -Environment @{ HOME = $profileFolder; LOCALAPPDATA = $profileFolder; PSModulePath = $env:PSModulePath } @"
`$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name $repository -Uri '$gallery' -Trusted
try {
    Find-PSResource MeshVideo -Repository $repository | ForEach-Object { `$_.Tags -join ' ' }
    Save-PSResource MeshVideo -Repository $repository -Path '$TestDrive/installed'
}
finally {
    Unregister-PSResourceRepository -Name $repository
}
"Left: `$(@(Get-PSResourceRepository | Where-Object Name -EQ $repository).Count)"
"@
        $result.Error | Should -BeNullOrEmpty
        $result.Output | Should -Match 'VideoGeneration'
        $result.Output | Should -Match 'Left: 0'
        $installed = Get-ChildItem "$TestDrive/installed/MeshVideo/*/MeshVideo.psd1"
        @((Test-ModuleManifest $installed -ErrorAction Stop).ExportedCmdlets.Keys) | Should -Be @((Test-ModuleManifest $manifest).ExportedCmdlets.Keys)
        # The package has no debug symbols, and the module in out has.
        $own = (Get-ChildItem (Split-Path $manifest) -Recurse -File -Name) | Where-Object { $_ -notlike '*.pdb' } | Sort-Object
        (Get-ChildItem (Split-Path $installed) -Recurse -File -Name) | Sort-Object | Should -Be $own
    }
}
