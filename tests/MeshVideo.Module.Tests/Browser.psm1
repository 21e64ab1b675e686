# Finds what the tests of the report in a browser require, and runs their scripts.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Folder = Join-Path $PSScriptRoot 'Browser'

function Get-BrowserPath {
    <# .SYNOPSIS Gets the path of a Chromium; nothing if there is none. #>
    if ($env:MESHVIDEO_TEST_BROWSER) { return $env:MESHVIDEO_TEST_BROWSER }
    Get-Command chromium, chromium-browser, google-chrome, chrome, msedge -CommandType Application -ErrorAction Ignore |
        Select-Object -First 1 -ExpandProperty Source
}

function Get-BrowserProblem {
    <# .SYNOPSIS Describes what is missing; nothing if the scripts can run. #>
    if ($PSEdition -eq 'Desktop') { return 'Windows PowerShell reads JSON in another way' }
    if (-not (Get-Command node -CommandType Application -ErrorAction Ignore)) { return 'Node.js is not installed' }
    if (-not (Test-Path (Join-Path $script:Folder 'node_modules/playwright-core'))) {
        return 'playwright-core is not installed; run npm install in tests/MeshVideo.Module.Tests/Browser'
    }

    if (-not (Get-BrowserPath)) { return 'Chromium is not installed' }
}

function Invoke-BrowserScript {
    <# .SYNOPSIS Runs a script in the folder Browser, and returns its output. #>
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [string[]] $Argument)
    $output = & node (Join-Path $script:Folder $Name) (Get-BrowserPath) @Argument 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$Name failed: $($output | Out-String)" }
    $output | Out-String
}

Export-ModuleMember -Function *
