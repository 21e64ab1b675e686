BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator '--discount-pct', '15'
    function Get-Row([string] $Text, [string] $Id) { ($Text -split '\r?\n') -match "^$([regex]::Escape($Id)) " }
}

AfterAll { Stop-Simulator }

Describe 'Get-MeshVideoModel' {
    BeforeEach { Reset-Service }

    It 'emits the models of the service with their prices and what they accept' {
        $model = Get-MeshVideoModel | Where-Object Id -EQ 'byteplus/seedance-1-5-pro'
        $model.GetType().FullName | Should -Be 'MeshVideo.VideoModel'
        $model.Name | Should -Be 'Seedance 1.5 Pro'
        $model.Pricing.CompletionUsdPer1M | Should -Be 1.2
        $model.Pricing.CompletionUsdPer1M | Should -BeOfType decimal
        $model.Pricing.OutputWithAudioUsdPer1M | Should -Be 2.4
        $model.Pricing.DiscountPercent | Should -Be 15
        $model.Pricing.Unit | Should -Be 'per_1m_tokens'
        $model.Capabilities.MaximumSeconds | Should -Be 12
        $model.Capabilities.ReferenceImages | Should -Be 0
        (Get-MeshVideoModel *experimental).Capabilities | Should -BeNullOrEmpty
        @(Get-ServiceRequest -Method GET -Path /v1/models)[0].query | Should -Be '?type=video'
    }

    It 'finds models by a wildcard, or by an id with or without prefix and date' -ForEach @(
        @{ Id = 'byteplus/dreamina-seedance-2-0*'; Found = 'byteplus/dreamina-seedance-2-0', 'byteplus/dreamina-seedance-2-0-fast', 'byteplus/dreamina-seedance-2-0-mini' }
        @{ Id = '*MINI', '*2-5'; Found = 'byteplus/dreamina-seedance-2-0-mini', 'bytedance/seedance-2-5' }
        @{ Id = 'byteplus/dreamina-seedance-2-0'; Found = 'byteplus/dreamina-seedance-2-0' }
        @{ Id = 'Seedance-2-5'; Found = 'bytedance/seedance-2-5' }
        @{ Id = 'byteplus/seedance-1-5-pro-251215'; Found = 'byteplus/seedance-1-5-pro' }
        @{ Id = '*lite*', '*t2v'; Found = 'byteplus/seedance-1-0-lite-t2v', 'byteplus/seedance-1-0-lite-i2v' }
        @{ Id = 'no-such-*'; Found = $null }
    ) {
        (Get-MeshVideoModel $Id -ErrorAction Stop).Id | Should -Be $Found
    }

    It 'writes an error for an id that is not found, and continues' {
        $found = Get-MeshVideoModel 'nothing', '*mini' -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.Id | Should -Be 'byteplus/dreamina-seedance-2-0-mini'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -Match '^ModelNotFound,'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].TargetObject | Should -Be 'nothing'
    }

    It 'shows a table that fits 120 columns, with prices, their unit and the discount' {
        $text = Get-MeshVideoModel | Out-String -Width 120
        ($text -split '\r?\n' | Where-Object { $_ -match '\w' })[0] | Should -Match '^Id +USD +\+Audio +\+Video +Per +Discount +Seconds +Resolution +Frm/Img/Vid/Aud'
        Get-Row $text 'byteplus/dreamina-seedance-2-0' | Should -Match '7[.,]00 +7[.,]00 +4[.,]30 1M tokens +15 % +4-15 480p-4k +2/9/3/3'
        Get-Row $text 'bytedance/seedance-2-5' | Should -Match '10[.,]70 +second +15 % +4-30 480p-720p \? +2/30/10/10'
        Get-Row $text 'byteplus/experimental-free' | Should -Match ' free '
        Get-Row $text 'byteplus/experimental' | Should -Match '\? +\? +\?/\?/\?/\?'
    }

    It 'shows all that is known in a list' {
        $text = Get-MeshVideoModel *2-5 | Format-List | Out-String
        $text | Should -Match 'OutputPrice +: 10[.,]70 USD per second'
        $text | Should -Match 'Resolutions +: 480p, 720p, \?'
        $text | Should -Match 'AudioOnly +: True'
        $text | Should -Match '(?m)^FlexTier +: \?'
    }

    It 'emits the models of the table with one warning if <Why>' -ForEach @(
        @{ Why = 'there is no key'; Set = { Remove-Item Env:MESHAPI_API_KEY }; Reason = 'No API key was found' }
        @{ Why = 'the service can not be reached'; Set = { $env:MESHAPI_BASE_URL = 'http://127.0.0.1:9' }; Reason = 'could not be reached' }
        @{ Why = 'the key is rejected'; Set = { $env:MESHAPI_API_KEY = 'rsk_wrong' }; Reason = 'rejected the API key' }
    ) {
        . $Set
        $models = Get-MeshVideoModel -WarningAction SilentlyContinue -WarningVariable warning -ErrorVariable problem
        $problem | Should -BeNullOrEmpty
        $warning | Should -HaveCount 1
        "$warning" | Should -Match "^The prices are not known, and the models are those of the table: .*$Reason"
        $models.Id | Should -Contain 'bytedance/seedance-2-5'
        $models[0].Pricing | Should -BeNullOrEmpty
        $models[0].HasPrice | Should -BeFalse
        Get-Row ($models | Out-String -Width 120) 'bytedance/seedance-2-5' | Should -Match '\? +4-30'
    }

    It 'warns if the service lists no prices' {
        $body = '[{"id": "byteplus/seedance-1-5-pro"}, {"id": "other/m", "pricing": {"pricing_unit": "per_second"}}]'
        Add-Fault @{ on = 'models'; kind = 'status'; status = 200; body = $body }
        $models = Get-MeshVideoModel -WarningAction SilentlyContinue -WarningVariable warning
        $models.Id | Should -Be 'byteplus/seedance-1-5-pro', 'other/m'
        "$warning" | Should -Be 'The service lists no prices, so the prices are not known.'
        $models[0].Capabilities.MaximumSeconds | Should -Be 12
    }

    It 'ends the command if the connection is not configured correctly' {
        { Get-MeshVideoModel -BaseUri http://example.com } | Should -Throw -ErrorId 'InvalidBaseUri,*'
        $env:MESHVIDEO_MODELS = Join-Path $TestDrive 'missing'
        { Get-MeshVideoModel } | Should -Throw -ErrorId 'InvalidModelTable,*'
    }

    It 'shares its list with completion, which completes its ids too' {
        function Complete([string] $Line) { [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches }
        $null = Get-MeshVideoModel
        $found = Complete 'New-MeshVideo -Model experimental-f'
        $found.CompletionText | Should -Be 'byteplus/experimental-free'
        (Complete 'Get-MeshVideoModel 2-5').CompletionText | Should -Be 'bytedance/seedance-2-5'
        (Complete 'Get-MeshVideoModel 2-5').ToolTip | Should -Be 'Seedance 2.5, USD per second 10.70'
        Get-ServiceRequest -Method GET -Path /v1/models | Should -HaveCount 1
    }

    It 'replaces control characters in the texts of the service' {
        $body = ConvertTo-Json @(@{ id = "a`e[31mb"; name = "x`ny"; pricing = @{ pricing_unit = "per_`e[0m"; output_usd_per_unit = '1' } }) -Depth 5
        Add-Fault @{ on = 'models'; kind = 'status'; status = 200; body = $body }
        $model = Get-MeshVideoModel
        $text = "$($model | Format-Table | Out-String)$($model | Format-List | Out-String)$model"
        $text | Should -Match 'a\uFFFD\[31mb'
        $text | Should -Match 'x y'
        $text | Should -Not -Match '[ab_]\x1b'
    }
}
