<#
.SYNOPSIS
    Creates two videos from two prompts with the service that MESHAPI_BASE_URL and MESHAPI_API_KEY specify.
.PARAMETER Folder
    The target folder.
#>
param(
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'

# Shows a command as a user would type it, and runs it.
function Invoke-Step([scriptblock] $Command) {
    Write-Host "PS> $("$Command".Trim())" -ForegroundColor Cyan
    . $Command | Out-Host
}

Write-Host "PS> `$Folder = '$($Folder.Replace("'", "''"))'" -ForegroundColor Cyan
Invoke-Step { Import-Module ./out/MeshVideo/MeshVideo.psd1 }
Invoke-Step { 'a lake at sunrise', 'a city at night' | New-MeshVideo -Duration 5 -Resolution 480p | Wait-MeshVideo | Save-MeshVideo -Path $Folder }
Invoke-Step { Get-MeshVideo }
