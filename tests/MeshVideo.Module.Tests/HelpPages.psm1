# Reads the pages in docs/en-US as a person does: the examples by their headings and blocks of code.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$script:Folder = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../docs/en-US'))

function Get-HelpFolder { $script:Folder }

function Get-HelpPage {
    <# .SYNOPSIS The page of each cmdlet. #>
    Get-ChildItem $script:Folder -Filter *-*.md | Sort-Object Name
}

function Get-AboutTopic {
    <# .SYNOPSIS The topics that are about no single cmdlet. #>
    Get-ChildItem $script:Folder -Filter about_*.help.txt | Sort-Object Name
}

function Get-HelpExample {
    <# .SYNOPSIS Every example of every page, with its code. #>
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

Export-ModuleMember -Function *
