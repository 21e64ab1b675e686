<#
.SYNOPSIS
    Saves each video as soon as the service says that it is there, until stopped.
.DESCRIPTION
    Listens for callbacks, has the service confirm each, and saves the videos. What ended while nobody listened is caught up first; what
    is saved already is not fetched again. The key is taken from $env:MESHAPI_API_KEY.
.PARAMETER ListenUri
    Where to listen. A tunnel or a proxy brings the calls here; a path that nobody can guess keeps strangers out.
.PARAMETER Path
    The folder to save to.
.PARAMETER Since
    Tasks made at this time or later are caught up; a day back by default.
.PARAMETER First
    Ends after so many videos.
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
    # A pipeline of its own, so that each file is here as soon as it is whole. Calls are taken meanwhile.
    $file = $_ | Save-MeshVideo -Path $Path
    if ($file) {
        Write-Information "$($_): $file"
        $file
    }
}
