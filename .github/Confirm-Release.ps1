<#
.SYNOPSIS
    Checks a tag against the version of the package and the newest section of the changelog, and writes the release notes.
.PARAMETER Tag
    The tag, such as v1.2.3.
.PARAMETER Path
    The folder with the package.
.PARAMETER NotesPath
    The file to write.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Tag,

    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $NotesPath
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

if ($Tag -notmatch '^v(?<version>\d+\.\d+\.\d+)$') {
    throw "The tag '$Tag' is not valid. Use a tag such as v1.2.3."
}

$version = $Matches.version
$packages = @(Get-ChildItem $Path -Filter *.nupkg)
if ($packages.Count -ne 1 -or $packages[0].Name -ne "MeshVideo.$version.nupkg") {
    throw "The tag '$Tag' does not match the package: $($packages.Name -join ', '). Set the version in MeshVideo.psd1."
}

$changelog = Get-Content (Join-Path $PSScriptRoot '../CHANGELOG.md') -Raw -Encoding utf8
$title, $notes = [regex]::Match($changelog, '(?ms)^## \[(.*?)\][^\n]*\n(.*?)(?=^## \[|\z)').Groups[1, 2].Value
if ($title -ne $version) {
    throw "The newest section of CHANGELOG.md is '$title', not '$version'."
}

Set-Content $NotesPath $notes.Trim() -Encoding utf8
