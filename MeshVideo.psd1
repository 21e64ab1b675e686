@{
    # The version stands here and nowhere else.
    ModuleVersion        = '0.1.0'
    GUID                 = 'cb19b5c4-2b55-4e8c-a590-f468506d34e6'
    Author               = 'MeshVideo contributors'
    CompanyName          = 'MeshVideo contributors'
    Copyright            = 'Copyright (c) 2026 the MeshVideo contributors. MIT License.'
    Description          = 'Makes videos with the Mesh video-generation API from scripts, pipelines and scheduled tasks: text, images, clips and audio in, video files out. Never pays twice, never loses a paid result, never leaves a broken file.'

    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')

    # The staged module is the folder out/MeshVideo; its copy of this file has the same paths without that prefix.
    # The loader comes first: it is what finds the client and its libraries when PowerShell looks at the cmdlets.
    NestedModules        = @('out/MeshVideo/MeshVideo.Loader.dll')
    RootModule           = 'out/MeshVideo/MeshVideo.dll'
    TypesToProcess       = @('out/MeshVideo/MeshVideo.Types.ps1xml')
    FormatsToProcess     = @('out/MeshVideo/MeshVideo.Format.ps1xml')

    CmdletsToExport      = @('New-MeshVideo', 'Get-MeshVideo', 'Wait-MeshVideo', 'Save-MeshVideo', 'ConvertFrom-MeshVideoCallback', 'Receive-MeshVideo')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            LicenseUri   = 'https://github.com/meshvideo/meshvideo/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/meshvideo/meshvideo'
            IconUri      = 'https://github.com/meshvideo/meshvideo/raw/main/docs/pictures/icon.png'
            # The staged copy has the newest section of the changelog here.
            ReleaseNotes = 'https://github.com/meshvideo/meshvideo/blob/main/CHANGELOG.md'
            Tags         = @('Video', 'VideoGeneration', 'AI', 'Mesh', 'Seedance', 'Automation', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
        }
    }
}
