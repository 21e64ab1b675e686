<#
.SYNOPSIS
    Makes the picture of a report in docs/pictures, with a simulated service. It requires a build, Node.js, playwright-core and Chromium.
.PARAMETER Path
    The picture.
.PARAMETER ColorScheme
    The colors of the page: light or dark.
.EXAMPLE
    pwsh -NoProfile -File tests/MeshVideo.Module.Tests/Browser/New-ReportPicture.ps1
#>
param(
    [string] $Path = (Join-Path $PSScriptRoot '../../../docs/pictures/report.png'),
    [ValidateSet('light', 'dark')] [string] $ColorScheme = 'light'
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../Simulator.psm1" -Force
Import-Module "$PSScriptRoot/../Browser.psm1" -Force
Import-Module (Get-ModuleManifestPath) -Force
if ($missing = Get-BrowserProblem) { throw "The picture can't be made: $missing." }

$shots = [ordered]@{
    s01 = 'a lake at sunrise, mist over the water'
    s02 = 'a city at night, neon in the rain, slow dolly forward'
    s03 = 'a fox crossing a snowy road'
    s04 = 'a paper boat in a gutter, macro, shallow focus'
    s05 = 'a crowd in front of a stage [simulate:failed]'
    s06 = 'an old tram in Lisbon, morning light'
    s07 = 'northern lights over a cabin'
    s08 = 'a lighthouse in a storm, handheld'
    s09 = 'steam over a cup of coffee, backlit [simulate:expired]'
    s10 = 'a wheat field, wind, slow pan to the left'
}
$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "meshvideo-$([guid]::NewGuid())") -ItemType Directory
Start-Simulator '--queue-seconds', '1', '--run-seconds', '3'
try {
    $rows = foreach ($shot in $shots.Keys) { [pscustomobject]@{ Shot = $shot; Scene = 'Opening'; Prompt = $shots[$shot]; Duration = 5 } }
    $ended = $rows | New-MeshVideo | Wait-MeshVideo -IncludeCost -ErrorAction SilentlyContinue | Sort-Object { $_.Source.Shot }
    # The instructions to the simulator are not part of the picture.
    $ended | ForEach-Object { $_.Request = [MeshVideo.VideoRequest] @{ Prompt = $_.Request.Prompt -replace ' \[.+\]' } }
    $files = $ended | Save-MeshVideo -Path "$folder/videos"
    $report = @($ended) + @($files) | Export-MeshVideoReport "$folder/report.html" -Title 'Night of 26 November'
    $null = Invoke-BrowserScript picture.mjs $report.FullName, ([IO.Path]::GetFullPath($Path)), $ColorScheme
    Get-Item -LiteralPath $Path
}
finally {
    Stop-Simulator
    Remove-Item -LiteralPath $folder -Recurse -Force
}
