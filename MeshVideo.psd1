@{
    # This is the only place that defines the version.
    ModuleVersion        = '0.1.0'
    GUID                 = 'cb19b5c4-2b55-4e8c-a590-f468506d34e6'
    Author               = 'MeshVideo contributors'
    CompanyName          = 'MeshVideo contributors'
    Copyright            = 'Copyright (c) 2026 the MeshVideo contributors. MIT License.'
    Description          = 'Generates videos with the Mesh video-generation API from scripts, pipelines and scheduled tasks. Creates video tasks from text, images, video and audio, waits for them, and saves the results as files. Prevents duplicate charges, lost results and broken files.'

    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')

    # The build stages the module in out/MeshVideo. The staged copy of this file contains the paths without this prefix.
    # The loader must be loaded first, because it resolves the client and its libraries when PowerShell analyzes the cmdlets.
    NestedModules        = @('out/MeshVideo/MeshVideo.Loader.dll')
    RootModule           = 'out/MeshVideo/MeshVideo.dll'
    TypesToProcess       = @('out/MeshVideo/MeshVideo.Types.ps1xml')
    FormatsToProcess     = @('out/MeshVideo/MeshVideo.Format.ps1xml')

    CmdletsToExport      = @('New-MeshVideo', 'Get-MeshVideo', 'Get-MeshVideoModel', 'Wait-MeshVideo', 'Save-MeshVideo', 'ConvertFrom-MeshVideoCallback', 'Receive-MeshVideo', 'Export-MeshVideoReport', 'Test-MeshVideoConnection')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            LicenseUri   = 'https://github.com/meshvideo/meshvideo/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/meshvideo/meshvideo'
            IconUri      = 'https://github.com/meshvideo/meshvideo/raw/main/docs/pictures/icon.png'
            # The staged copy contains the latest section of the changelog.
            ReleaseNotes = 'https://github.com/meshvideo/meshvideo/blob/main/CHANGELOG.md'
            Tags         = @('Video', 'VideoGeneration', 'AI', 'Mesh', 'Seedance', 'Automation', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
        }
    }
}
