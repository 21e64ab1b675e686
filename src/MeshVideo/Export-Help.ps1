<#
.SYNOPSIS
    Generates the help file for Get-Help from the pages in docs/en-US.
.DESCRIPTION
    PlatyPS copies Markdown to MAML without converting formatting, line breaks and code fences. This script converts the text to paragraphs
    that the console can wrap, and to code. It also adds the default values, which PlatyPS omits.
.PARAMETER OutputPath
    The output file.
.EXAMPLE
    ./Export-Help.ps1 -OutputPath ./en-US/MeshVideo.dll-Help.xml
#>
#Requires -Modules Microsoft.PowerShell.PlatyPS
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $OutputPath
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$MamlNames = @{
    maml    = 'http://schemas.microsoft.com/maml/2004/10'
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev     = 'http://schemas.microsoft.com/maml/dev/2004/10'
}
$Fence = '(?s)^(?<before>.*?)```powershell\n(?<code>.*?)\n```(?<after>.*)$'

function Select-Node([System.Xml.XmlNode] $Node, [string] $XPath) {
    Select-Xml -Xml $Node -XPath $XPath -Namespace $MamlNames | ForEach-Object Node
}

# Converts each block of Markdown, and each list item, to a paragraph.
function ConvertTo-Paragraph([string] $Markdown) {
    foreach ($block in $Markdown.Trim() -split '\n\s*\n' -split '\n(?=- )') {
        # Replace links to pages in this folder with their text.
        $block -replace '\s*\n\s*', ' ' -replace '\[([^\]]+)\]\(((?!https?:)[^)]+)\)', '$1' -replace '\[([^\]]+)\]\(([^)]+)\)', '$1 ($2)' -replace '`|\*\*'
    }
}

function Add-Text([System.Xml.XmlElement] $Element, [string] $Name, [string] $Text) {
    $child = $Element.OwnerDocument.CreateElement($Name, $MamlNames[$Name.Split(':')[0]])
    $child.InnerText = $Text
    $null = $Element.AppendChild($child)
}

function Write-Paragraph([System.Xml.XmlElement] $Element, [string] $Markdown) {
    $Element.RemoveAll()
    ConvertTo-Paragraph $Markdown | Where-Object { $_ } | ForEach-Object { Add-Text -Element $Element -Name 'maml:para' -Text $_ }
}

function Convert-Example([System.Xml.XmlElement] $Element, [string] $Markdown) {
    if ($Markdown -notmatch $Fence) {
        throw "The example '$(Select-Node $Element 'maml:title' | ForEach-Object InnerText)' has no PowerShell code block."
    }

    # Get-Help separates the text after the code, but not the text before it.
    $parts = $Matches
    (Select-Node $Element 'maml:introduction').RemoveAll()
    (Select-Node $Element 'dev:code').InnerText = $parts.code
    Write-Paragraph (Select-Node $Element 'dev:remarks') "$($parts.before)`n`n$($parts.after)"
}

function Convert-Command([System.Xml.XmlElement] $Element, [object] $Page) {
    foreach ($text in Select-Node $Element './/maml:description[maml:para] | .//maml:alert[maml:para]') {
        Write-Paragraph $text (@($text.ChildNodes | ForEach-Object InnerText) -join "`n`n")
    }

    $examples = @(Select-Node $Element 'command:examples/command:example')
    for ($index = 0; $index -lt $examples.Count; $index++) {
        Convert-Example $examples[$index] $Page.Examples[$index].Remarks
    }

    $defaults = @{}
    $Page.Parameters | ForEach-Object { $defaults[$_.Name] = $_.DefaultValue }
    foreach ($parameter in Select-Node $Element 'command:parameters/command:parameter') {
        Add-Text -Element $parameter -Name 'dev:defaultValue' -Text $defaults[(Select-Node $parameter 'maml:name').InnerText]
    }

    # Show Nullable types as their underlying type.
    Select-Node $Element './/command:parameterValue | .//dev:type/maml:name' | ForEach-Object { $_.InnerText = $_.InnerText -replace 'System\.Nullable`1\[(.+)\]', '$1' }

    # Remove relative links. The text of the link is the name of the page.
    Select-Node $Element './/maml:uri' | Where-Object InnerText -NotMatch '^https?:' | ForEach-Object { $_.InnerText = '' }
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid())"
try {
    $pages = @(Get-ChildItem (Join-Path $PSScriptRoot '../../docs/en-US') -Filter *-*.md | Sort-Object Name | ForEach-Object { Import-MarkdownCommandHelp $_.FullName })
    $help = [xml](Get-Content -LiteralPath ($pages | Export-MamlCommandHelp -OutputFolder $folder).FullName -Raw)
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -ErrorAction Ignore
}

foreach ($page in $pages) {
    Convert-Command (Select-Node $help "//command:command[command:details/command:name='$($page.Title)']") $page
}

$settings = [System.Xml.XmlWriterSettings] @{ Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false) }
$path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($OutputPath)
$writer = [System.Xml.XmlWriter]::Create($path, $settings)
try {
    $help.Save($writer)
    $writer.WriteRaw("`n")
}
finally {
    $writer.Dispose()
}
