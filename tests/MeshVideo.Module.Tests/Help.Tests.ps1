BeforeDiscovery {
    Import-Module "$PSScriptRoot/HelpPages.psm1" -Force
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    $commands = @(Get-Command -Module MeshVideo | Sort-Object Name | ForEach-Object { @{ Name = $_.Name } })
    $examples = @(Get-HelpExample | ForEach-Object { @{ Cmdlet = $_.Cmdlet; Title = $_.Title } })
    $texts = @(Get-TextExample | ForEach-Object { @{ Page = $_.Cmdlet; Title = $_.Title } })
    $topics = @(Get-AboutTopic | ForEach-Object { @{ Topic = $_.Name -replace '\.help\.txt$'; Path = $_.FullName } })
}

BeforeAll {
    Import-Module "$PSScriptRoot/HelpPages.psm1" -Force
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    . "$PSScriptRoot/HelpExamples.ps1"
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force

    # Exclude the common parameters.
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters

    function Get-OwnParameter([string] $Name) {
        (Get-Command $Name).Parameters.Values | Where-Object Name -NotIn $common
    }

    # Returns the parameters of a syntax; optional parameters have the form [-Name].
    function Get-Syntax([object[]] $Parameter, [scriptblock] $IsRequired) {
        @($Parameter | Sort-Object Name | ForEach-Object { if (& $IsRequired $_) { "-$($_.Name)" } else { "[-$($_.Name)]" } }) -join ' '
    }
}

Describe 'The help of <Name>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $Name
        $help = Get-Help $Name -Full
        $documented = @($help.parameters.parameter)
    }

    It 'has a page in docs/en-US' {
        (Get-HelpPage).BaseName | Should -Contain $Name
    }

    It 'has its own synopsis' {
        $help.Synopsis | Should -Match '^[A-Z].+\.$'
        $help.Synopsis | Should -Not -BeLike "$Name *"
    }

    It 'has a description, notes, inputs and outputs' {
        $help.description.Text | Should -Not -BeNullOrEmpty
        $help.alertSet.alert.Text | Should -Not -BeNullOrEmpty
        $help.inputTypes.inputType.description.Text | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Be $command.OutputType.Name
    }

    It 'describes all parameters and no others' {
        $documented.name | Sort-Object | Should -Be (Get-OwnParameter $Name | Sort-Object Name).Name
        foreach ($parameter in $documented) {
            "$($parameter.description.Text)" | Should -Match '\w{3}.*\.' -Because "-$($parameter.name) needs a description"
        }
    }

    It 'matches the type, aliases, position and pipeline input of each parameter' {
        foreach ($parameter in Get-OwnParameter $Name) {
            $page = $documented | Where-Object name -EQ $parameter.Name
            $sets = @($parameter.ParameterSets.Values)
            $type = if ($inner = [Nullable]::GetUnderlyingType($parameter.ParameterType)) { $inner } else { $parameter.ParameterType }
            $because = "the command defines -$($parameter.Name) this way"
            $page.type.name | Should -Be $type.FullName -Because $because
            $page.required -eq 'true' | Should -Be ($sets.IsMandatory -contains $true) -Because $because
            $page.pipelineInput -match 'ByValue' | Should -Be ($sets.ValueFromPipeline -contains $true) -Because $because
            $page.pipelineInput -match 'ByPropertyName' | Should -Be ($sets.ValueFromPipelineByPropertyName -contains $true) -Because $because
            $page.aliases | Should -Be $(if ($parameter.Aliases) { $parameter.Aliases -join ', ' } else { 'none' }) -Because $because
            $position = @($sets.Position | Where-Object { $_ -ge 0 })[0]
            $page.position | Should -Be $(if ($null -eq $position) { 'Named' } else { $position }) -Because $because
        }
    }

    It 'has the syntax of every parameter set' {
        $real = $command.ParameterSets | ForEach-Object { Get-Syntax ($_.Parameters | Where-Object Name -NotIn $common) { $args[0].IsMandatory } }
        $page = $help.syntax.syntaxItem | ForEach-Object { Get-Syntax @($_.parameter) { $args[0].required -eq 'true' } }
        $page | Sort-Object | Should -Be ($real | Sort-Object)
    }

    It 'has at least five examples, each with code and a description' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 5
        foreach ($example in $help.examples.example) {
            $example.code | Should -Match $Name -Because "the example '$($example.title)' must use the cmdlet"
            $example.remarks.Text | Should -Not -BeNullOrEmpty -Because "the example '$($example.title)' needs a description"
        }
    }

    It 'lists the common errors of commands that use the service' {
        if ($command.Parameters.ContainsKey('BaseUri')) {
            foreach ($id in 'MissingApiKey', 'InvalidApiKey', 'InvalidBaseUri', 'InvalidProxy', 'CertificateRejected', 'ProxyAuthenticationRequired', 'ProxyRefused', 'Unauthorized') {
                "$($help.alertSet.alert.Text)" | Should -Match "\b$id\b"
            }
        }
    }

    It 'contains no Markdown' {
        $text = Get-Help $Name -Full | Out-String
        $text | Should -Not -Match '```|\]\(|\{\{|\x80'
    }

    It 'has an online URL, and its links are valid' {
        $command.HelpUri | Should -Be "https://github.com/meshvideo/meshvideo/blob/main/docs/en-US/$Name.md"
        $help.relatedLinks.navigationLink[0].uri | Should -Be $command.HelpUri
        $text = Get-Content -LiteralPath (Join-Path (Get-HelpFolder) "$Name.md") -Raw
        $text | Should -Match "(?m)^HelpUri: $([regex]::Escape($command.HelpUri))$"
        foreach ($link in [regex]::Matches($text, '\]\(((?!http)[^)]+)\)')) {
            Join-Path (Get-HelpFolder) $link.Groups[1].Value | Should -Exist
        }
    }
}

Describe 'The topic <Topic>' -ForEach $topics {
    It 'is found by Get-Help' {
        $found = @(Get-Help $Topic)
        $found | Should -HaveCount 1
        "$found" | Should -Match "^TOPIC\s+$Topic\b"
        $found.Synopsis | Should -Not -BeNullOrEmpty
    }

    It 'fits 80 columns and mentions only existing commands' {
        Get-Content -LiteralPath $Path | Where-Object { $_ -notmatch '^ {8}' -and $_.Length -gt 80 } | Should -BeNullOrEmpty
        foreach ($mention in [regex]::Matches((Get-Content -LiteralPath $Path -Raw), '\b[A-Z]\w+-MeshVideo\w*')) {
            Get-Command $mention.Value -ErrorAction Ignore | Should -Not -BeNullOrEmpty -Because "the topic mentions $($mention.Value)"
        }
    }

    It 'has valid PowerShell code with existing parameters' {
        $blocks = [regex]::Matches((Get-Content -LiteralPath $Path -Raw), '(?m)(^ {8}.*\n)+') | Where-Object { $_.Value -match '-MeshVideo|\$' -and $_.Value -notmatch '^ +\d |exec ' }
        foreach ($block in $blocks.Value) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($block, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $block
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | Where-Object { "$($_.GetCommandName())" -like '*-MeshVideo*' }) {
                foreach ($used in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    $used.ParameterName | Should -BeIn (Get-Command $call.GetCommandName()).Parameters.Keys -Because $block
                }
            }
        }
    }
}

Describe 'The error ids' {
    It 'are all in the help' {
        $kind = try { Get-MeshVideo -ApiKey 'rsk with spaces' } catch { $_.Exception.Kind.GetType() }
        $all = Get-Content -Path (Join-Path (Get-HelpFolder) '*') -Raw
        foreach ($id in [enum]::GetNames($kind)) { "$all" | Should -MatchExactly "\b$id\b" }
    }
}

Describe 'The architecture page' {
    It 'mentions only folders, files and types that exist' {
        $root = Join-Path $PSScriptRoot '../..'
        $paths = (Get-ChildItem "$root/src", "$root/tests" -Recurse).FullName.Replace('\', '/') -replace '\.cs$'
        $page = Get-Content -LiteralPath "$root/docs/architecture.md" -Raw
        # Types of .NET, and members.
        $others = 'HttpListener', 'System.Text.Json', 'IsConfirmed', 'Remedies'
        $names = [regex]::Matches($page, '`((\w+/)*[A-Z][\w.]*)`') | ForEach-Object { $_.Groups[1].Value -replace '\.cs$' } | Where-Object { $_ -notin $others }
        @($names).Count | Should -BeGreaterThan 50
        $names | Select-Object -Unique | Where-Object { -not ($paths -clike "*/$_") } | Should -BeNullOrEmpty
    }
}

Describe 'The help file' {
    It 'is generated from the pages (skipped if PlatyPS is not installed)' -Skip:(-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
        $project = Join-Path $PSScriptRoot '../../src/MeshVideo'
        & "$project/Export-Help.ps1" -OutputPath "$TestDrive/made.xml"
        Get-Content "$TestDrive/made.xml" -Raw | Should -Be (Get-Content "$project/en-US/MeshVideo.dll-Help.xml" -Raw) -Because './build.ps1 Help generates it'
    }

    It 'is found in a session with only the module' {
        $shell = Invoke-Shell "Import-Module '$manifest'; Get-Help New-MeshVideo -Examples; Get-Help about_MeshVideo_Costs"
        $shell.Error | Should -BeNullOrEmpty
        $shell.Output | Should -Match '-+ Example 1: .* -+'
        $shell.Output | Should -Match 'New-MeshVideo .a lake at sunrise'
        $shell.Output | Should -Match 'about_MeshVideo_Costs'
    }
}

Describe 'The examples' {
    BeforeAll {
        Start-Simulator
        New-ExampleFolder "$TestDrive/example"
        $ran = @(Invoke-HelpExample -Example (Get-HelpExample) -Folder "$TestDrive/example" -Manifest $manifest)
    }

    AfterAll { Stop-Simulator }

    It 'of <Cmdlet>, <Title>, runs unchanged' -ForEach $examples {
        $run = @($ran | Where-Object { $_.Cmdlet -eq $Cmdlet -and $_.Title -eq $Title })
        $run | Should -HaveCount 1
        $run.Problem | Should -BeNullOrEmpty
        if ($run.Code -match '-WhatIf') {
            $run.NewFile | Should -BeNullOrEmpty
        }
        else {
            $run.Output.Count + $run.NewFile.Count | Should -BeGreaterThan 0 -Because 'an example must have output'
        }
    }
}

Describe 'The code' {
    BeforeAll {
        Start-Simulator
        New-ExampleFolder "$TestDrive/text"
        # Define the variables that the surrounding text describes.
        $before = '$tasks = Get-MeshVideo -JournalPath batch.jsonl; $Request = @{ Body = Get-Content callback.json -Raw }'
        $ran = @(Invoke-HelpExample -Example (Get-TextExample) -Folder "$TestDrive/text" -Manifest $manifest -Before $before)
    }

    AfterAll { Stop-Simulator }

    It 'in <Page>, <Title>, runs unchanged' -ForEach $texts {
        $run = @($ran | Where-Object { $_.Cmdlet -eq $Page -and $_.Title -eq $Title })
        $run | Should -HaveCount 1
        $run.Problem | Should -BeNullOrEmpty -Because $run.Code
        if ($run.Code -match '-WhatIf') { $run.NewFile | Should -BeNullOrEmpty }
        elseif ($run.Code -match 'Save-MeshVideo(?!:)') { $run.NewFile | Where-Object Extension -EQ .mp4 | Should -Not -BeNullOrEmpty -Because $run.Code }
    }
}
