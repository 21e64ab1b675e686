<#
.SYNOPSIS
    Downloads the latest release of a version of PowerShell and returns the path of the executable.
.PARAMETER Version
    The major and minor version, such as 7.4. For 5.1, the result is the Windows PowerShell of this computer.
.PARAMETER Destination
    The folder for PowerShell.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^\d+\.\d+$')]
    [string] $Version,

    [Parameter(Mandatory)]
    [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

if ($Version -eq '5.1') {
    return (Get-Command powershell.exe).Source
}

$repository = 'PowerShell/PowerShell'
$tag = gh release list --repo $repository --exclude-pre-releases --limit 100 --json tagName --jq '.[].tagName' |
    Where-Object { $_ -match "^v$([regex]::Escape($Version))\.\d+$" } |
    Sort-Object { [version] $_.Substring(1) } |
    Select-Object -Last 1
if (-not $tag) {
    throw "No release of PowerShell $Version was found."
}

$system = if ($IsWindows) { 'win' } elseif ($IsMacOS) { 'osx' } else { 'linux' }
$processor = "$([Runtime.InteropServices.RuntimeInformation]::OSArchitecture)".ToLowerInvariant()
$ending = if ($IsWindows) { 'zip' } else { 'tar.gz' }
$archive = "PowerShell-$($tag.Substring(1))-$system-$processor.$ending"
if (-not $IsWindows) {
    $archive = $archive.ToLowerInvariant()
}

$null = New-Item $Destination -ItemType Directory -Force
gh release download $tag --repo $repository --pattern $archive --dir $Destination --clobber
if ($LASTEXITCODE -ne 0) {
    throw "$archive of $tag could not be downloaded."
}

tar -xf (Join-Path $Destination $archive) -C $Destination
if ($LASTEXITCODE -ne 0) {
    throw "$archive could not be extracted."
}

$program = Join-Path $Destination $(if ($IsWindows) { 'pwsh.exe' } else { 'pwsh' })
if (-not $IsWindows) {
    chmod +x $program
}

(Get-Item $program).FullName
