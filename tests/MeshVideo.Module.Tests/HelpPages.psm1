# Reads the examples in docs/en-US by their headings and code blocks.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/en-US'))

function Get-HelpFolder { $script:Folder }

function Get-HelpPage {
    <# .SYNOPSIS Gets the help page of each cmdlet. #>
    Get-ChildItem $script:Folder -Filter *-*.md | Sort-Object Name
}

function Get-AboutTopic {
    <# .SYNOPSIS Gets the about topics. #>
    Get-ChildItem $script:Folder -Filter about_*.help.txt | Sort-Object Name
}

function Get-HelpExample {
    <# .SYNOPSIS Gets all examples of all help pages, with their code. #>
    foreach ($page in Get-HelpPage) {
        $text = Get-Content -LiteralPath $page.FullName -Raw
        foreach ($section in $text -split '(?m)^### (?=Example \d+)' | Select-Object -Skip 1) {
            [pscustomobject]@{
                Cmdlet = $page.BaseName
                Title  = ($section -split '\n')[0].Trim()
                Code   = [regex]::Match($section, '(?ms)^```powershell\r?\n(.*?)\r?\n```').Groups[1].Value
            }
        }
    }
}

function Get-TextExample {
    <#
    .SYNOPSIS
        Gets the code blocks of the README and the about topics that use a cmdlet. Blocks that wait for callbacks, need a vault, prompt, or end
        the session are excluded; they have their own tests.
    #>
    $other = '-ListenUri|Receive-MeshVideo|-Vault|Read-Host|\bexit\b|-MeshVideo {2,}'
    $texts = @(@{ Path = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../README.md')); Indent = 4 })
    $texts += @(Get-AboutTopic | ForEach-Object { @{ Path = $_.FullName; Indent = 8 } })
    foreach ($text in $texts) {
        $content = (Get-Content -LiteralPath $text.Path -Raw).Replace("`r", '')
        foreach ($part in [regex]::Matches($content, "(?m)^(?: {$($text.Indent)}.+\n)+") | Where-Object { $_.Value -match '\b[A-Z]\w+-MeshVideo' -and $_.Value -cnotmatch $other }) {
            $code = $part.Value -replace "(?m)^ {$($text.Indent)}"
            [pscustomobject]@{
                Cmdlet = Split-Path $text.Path -Leaf
                Title  = 'line {0}' -f ($content.Substring(0, $part.Index) -split '\n').Count
                Code   = $code
            }
        }
    }
}

Export-ModuleMember -Function *
