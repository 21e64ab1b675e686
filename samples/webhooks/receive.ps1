<#
.SYNOPSIS
    Saves each video when its callback arrives, until you stop the script.
.DESCRIPTION
    Listens for callbacks, confirms each task with the service, and saves the videos. Tasks that ended while the script was not running are
    processed first. Saved videos are not downloaded again. The key comes from $env:MESHAPI_API_KEY.
.PARAMETER ListenUri
    The address to listen on. A tunnel or a reverse proxy forwards the callbacks to it. Use a path that can't be guessed.
.PARAMETER Path
    The target folder.
.PARAMETER Since
    The creation time of the earliest tasks to include. The default is one day ago.
.PARAMETER First
    The number of ended tasks after which the script ends.
.EXAMPLE
    ./receive.ps1 -ListenUri http://127.0.0.1:8085/mesh/b2c9f1e0/ -Path ./out
#>
[CmdletBinding()]
param(
    [uri] $ListenUri = 'http://127.0.0.1:8085/mesh/',

    [string] $Path = './out',

    [DateTimeOffset] $Since = [DateTimeOffset]::Now.AddDays(-1),

    [ValidateRange(1, [int]::MaxValue)]
    [int] $First = [int]::MaxValue
)

Receive-MeshVideo -ListenUri $ListenUri -Since $Since -First $First | ForEach-Object {
    # A separate pipeline emits each file immediately. Callbacks are received in the meantime.
    $file = $_ | Save-MeshVideo -Path $Path
    if ($file) {
        Write-Information "$($_): $file"
        $file
    }
}
