BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator

    function ConvertFrom-Body([string] $Json) {
        $table = @{}
        (ConvertFrom-Json $Json).PSObject.Properties | ForEach-Object { $table[$_.Name] = $_.Value }
        $table
    }

    function ConvertTo-DataRow([Collections.IDictionary] $Value) {
        $table = [Data.DataTable]::new()
        $Value.Keys | ForEach-Object { $null = $table.Columns.Add($_, [object]) }
        $row = $table.NewRow()
        $Value.GetEnumerator() | ForEach-Object { $row[$_.Key] = if ($null -eq $_.Value) { [DBNull]::Value } else { $_.Value } }
        $table.Rows.Add($row)
        # The comma prevents the row from being unrolled.
        , $row
    }

    # All types of rows from files, databases and scripts.
    $script:kinds = [ordered]@{
        object       = { param($values) [pscustomobject] $values }
        hashtable    = { param($values) $table = @{}; $values.Keys | ForEach-Object { $table[$_] = $values[$_] }; $table }
        ordered      = { param($values) $values }
        dictionary   = {
            param($values)
            $table = [Collections.Generic.Dictionary[string, object]]::new()
            $values.Keys | ForEach-Object { $table[$_] = $values[$_] }
            , $table
        }
        datarow      = { param($values) ConvertTo-DataRow $values }
        datarowview  = { param($values) , [Data.DataView]::new((ConvertTo-DataRow $values).Table)[0] }
        list         = { param($values) , @([pscustomobject] $values) }
        deserialized = {
            param($values)
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize([pscustomobject] $values))
        }
    }

    # Requests that the service rejected were also sent.
    function Test-NothingSent([object] $ErrorRecord) { $ErrorRecord.FullyQualifiedErrorId -match '^(InvalidRequest|ParameterArgumentTransformationError|MediaUnreadable),' }

    function Join-Row([Collections.IDictionary] $Values, [string] $Column, [object] $Value) {
        $Values[$Column] = $Value
        $Values
    }

    function Send-Row([object] $Kind, [Collections.IDictionary] $Values) {
        Clear-ServiceRequest
        $row = & $kinds[$Kind] $Values
        $problems = $null
        , $row | ForEach-Object { $_ } | New-MeshVideo -SkipValidation -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
        [pscustomobject]@{
            Bodies = @(Get-ServiceRequest | ForEach-Object { ConvertFrom-Body $_.body })
            Text   = "$((Get-ServiceRequest).body)"
            Errors = @($problems | Where-Object { Test-NothingSent $_ })
        }
    }
}

AfterAll { Stop-Simulator }

Describe 'A row' {
    BeforeEach { Reset-Service }

    It 'is sent with the values of <name>' -ForEach @(
        @{ name = 'a list of one model'; column = 'Model'; value = @('byteplus/seedance-1-0-pro'); field = 'model'; expected = 'byteplus/seedance-1-0-pro' }
        @{ name = 'a list of one number'; column = 'Duration'; value = @(10); field = 'duration'; expected = 10 }
        @{ name = 'a list in a list'; column = 'Resolution'; value = @(, @('480P')); field = 'resolution'; expected = '480p' }
        @{ name = 'an ArrayList'; column = 'Ratio'; value = [Collections.ArrayList]@('1:1'); field = 'ratio'; expected = '1:1' }
        @{ name = 'a switch in a list'; column = 'GenerateAudio'; value = @($false); field = 'generate_audio'; expected = $false }
        @{ name = 'a number of a data frame'; column = 'Duration'; value = '5.0'; field = 'duration'; expected = 5 }
        @{ name = 'a switch of a data frame'; column = 'Draft'; value = '1.0'; field = 'draft'; expected = $true }
        @{ name = 'a real number that is whole'; column = 'Duration'; value = 5.0; field = 'duration'; expected = 5 }
        @{ name = 'a number as text'; column = 'SafetyIdentifier'; value = 123456; field = 'safety_identifier'; expected = '123456' }
        @{ name = 'a Uri'; column = 'CallbackUrl'; value = [uri] 'https://example.com/a'; field = 'callback_url'; expected = 'https://example.com/a' }
    ) {
        foreach ($kind in $kinds.Keys) {
            $sent = Send-Row $kind ([ordered]@{ Prompt = 'a'; $column = $value })
            $sent.Errors | Should -BeNullOrEmpty -Because $kind
            $sent.Bodies | Should -HaveCount 1 -Because $kind
            $sent.Bodies[0][$field] | Should -BeExactly $expected -Because $kind
        }
    }

    It 'is one error that names <column> and <text>, and nothing is sent' -ForEach @(
        @{ column = 'Duration'; value = [timespan]::FromSeconds(10); text = '00:00:10' }
        @{ column = 'Duration'; value = [datetime]'1899-12-31 00:00:10'; text = '1899' }
        @{ column = 'Duration'; value = '3000000000'; text = '3000000000' }
        @{ column = 'Duration'; value = [double]::NaN; text = 'NaN' }
        @{ column = 'Duration'; value = $true; text = 'True' }
        @{ column = 'Duration'; value = 5, 6; text = 'single value is expected' }
        @{ column = 'Seed'; value = [bigint]::Parse('18446744073709551615'); text = '18446744073709551615' }
        @{ column = 'Model'; value = 'a', 'b'; text = 'single value is expected' }
        @{ column = 'Prompt'; value = [pscustomobject]@{ text = 'a lake' }; text = 'text=a lake' }
        @{ column = 'Prompt'; value = @{ text = 'a lake' }; text = 'table' }
        @{ column = 'Ratio'; value = [timespan]'16:09:00'; text = '16:09:00' }
        @{ column = 'GenerateAudio'; value = 'maybe'; text = 'maybe' }
        @{ column = 'GenerateAudio'; value = 2; text = '2' }
        @{ column = 'FirstFrame'; value = 7; text = '7' }
        @{ column = 'ReferenceImage'; value = @('https://example.com/a.png', @{ a = 1 }); text = 'table' }
        @{ column = 'AdditionalProperty'; value = '[1]'; text = '[1]' }
        @{ column = 'AdditionalProperty'; value = 7; text = '7' }
    ) {
        foreach ($kind in $kinds.Keys) {
            $sent = Send-Row $kind (Join-Row -Values ([ordered]@{ Prompt = 'a'; Shot = 's01' }) -Column $column -Value $value)
            $sent.Bodies | Should -HaveCount 0 -Because $kind
            $sent.Errors | Should -HaveCount 1 -Because $kind
            "$($sent.Errors)" | Should -Match $column -Because $kind
            "$($sent.Errors)" | Should -BeLike "*$([WildcardPattern]::Escape($text))*" -Because $kind
        }
    }

    It 'does not send a field for <name>' -ForEach @(
        @{ name = 'null'; value = $null }
        @{ name = 'NULL of a database'; value = [DBNull]::Value }
        @{ name = 'empty text'; value = '' }
        @{ name = 'white space'; value = " `t" }
        @{ name = 'an empty list'; value = @() }
        @{ name = 'a list of nothing'; value = @($null, '') }
    ) {
        foreach ($kind in $kinds.Keys) {
            foreach ($column in (Get-Command New-MeshVideo).Parameters.Values | Where-Object { $_.Attributes.ValueFromPipelineByPropertyName -contains $true -and $_.Name -ne 'Prompt' }) {
                if ($name -eq 'a list of nothing' -and $column.Name -notlike 'Reference*') { continue }
                $sent = Send-Row $kind ([ordered]@{ Prompt = 'a'; $column.Name = $value })
                $sent.Errors | Should -BeNullOrEmpty -Because "$kind $($column.Name)"
                $sent.Bodies[0].Keys | Sort-Object | Should -Be 'content', 'model' -Because "$kind $($column.Name)"
            }
        }
    }

    It 'is sent with its additional properties, regardless of their type' {
        $expected = [ordered]@{ motion = 'slow'; Seed2 = [bigint]::Parse("18446744073709551615"); deep = [ordered]@{ list = 1, 2.5, $null, $true } }
        $json = $expected | ConvertTo-Json -Depth 5
        foreach ($value in @{ motion = 'slow'; Seed2 = [bigint]::Parse("18446744073709551615"); deep = @{ list = 1, 2.5, [DBNull]::Value, $true } }, $expected, ($json | ConvertFrom-Json), $json) {
            foreach ($kind in 'object', 'hashtable', 'datarow') {
                $sent = Send-Row $kind ([ordered]@{ Prompt = 'a'; AdditionalProperty = $value })
                $sent.Errors | Should -BeNullOrEmpty
                $sent.Bodies[0].motion | Should -Be 'slow'
                $sent.Text | Should -Match '"Seed2":18446744073709551615\b'
                $sent.Bodies[0].deep.list | Should -Be 1, 2.5, $null, $true
            }
        }
    }

    It 'does not affect the next row' {
        $rows = @{ Prompt = 'a'; Duration = 5; GenerateAudio = $true }, @{ Prompt = 'b' }, [pscustomobject]@{ Prompt = 'c'; Duration = 6 }, @{ Duration = 7 }
        $rows | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue | Out-Null
        $bodies = Get-ServiceRequest | ForEach-Object { ConvertFrom-Body $_.body }
        $bodies[0].duration | Should -Be 5
        $bodies[0].generate_audio | Should -BeTrue
        $bodies[1].Keys | Should -HaveCount 2
        $bodies[2].duration | Should -Be 6
        $bodies[2].Keys | Should -Not -Contain 'generate_audio'
        $bodies | Should -HaveCount 3
        "$problems" | Should -BeLike '*requires a prompt*Duration*'
    }

    It 'is overridden by an argument' {
        @{ Prompt = 'a'; Duration = 'x'; Ratio = '1:1' } | New-MeshVideo -Duration 6 | Out-Null
        $body = (Get-ServiceRequest).body | ConvertFrom-Json
        $body.duration | Should -Be 6
        $body.ratio | Should -Be '1:1'
    }

    It 'lists all columns that cannot be converted in one error' {
        @{ Prompt = 'a'; Duration = 'x'; Seed = 'y' } | New-MeshVideo -ErrorVariable problems -ErrorAction SilentlyContinue | Out-Null
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        "$problems" | Should -BeLike "*Duration: 'x'*Seed: 'y'*"
    }

    It 'of a hashtable with a misspelled key causes a warning' {
        @{ Prompt = 'a'; Duratoin = 5 } | New-MeshVideo -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike "*'Duratoin' is ignored*Duration*"
    }

    It 'with a prompt that was read with the wrong encoding causes a warning' {
        [IO.File]::WriteAllBytes("$TestDrive/ansi.csv", [Text.Encoding]::GetEncoding(28591).GetBytes("Prompt`nun caf$([char] 0xE9)"))
        $task = Import-Csv "$TestDrive/ansi.csv" -Encoding utf8 | New-MeshVideo -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*U+FFFD*wrong encoding*-Encoding*'
        $task | Should -HaveCount 1
        Import-Csv "$TestDrive/ansi.csv" -Encoding $(if ($PSEdition -eq 'Desktop') { 'Default' } else { 'Latin1' }) | New-MeshVideo -WarningVariable warnings | Out-Null
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Two thousand random rows' {
    It 'are sent exactly as specified, or are errors' {
        $seed = if ($env:MESHVIDEO_TEST_SEED) { [int] $env:MESHVIDEO_TEST_SEED } else { 20261126 }
        $random = [Random]::new($seed)

        # Possible values of a column and the expected result: a value, no field, or an error. They are independent of the module's code.
        $none = [pscustomobject]@{ arrives = 'nothing' }
        $bad = [pscustomobject]@{ arrives = 'error' }
        $nothing = @($null, $none), @('', $none), @('  ', $none), @([DBNull]::Value, $none), @(@(), $none)
        function Whole([long] $n) {
            @($n, $n), @("$n", $n), @(" $n ", $n), @("$n.0", $n), @([double] $n, $n), @([decimal] $n, $n), @(@($n), $n), @(@("$n"), $n)
            @("$n,5", $bad), @("${n}s", $bad), @(($n + 0.5), $bad), @("$n.5", $bad), @($true, $bad), @(@($n, $n), $bad), @(@{ n = $n }, $bad)
            @([timespan]::FromSeconds(10), $bad), @([datetime] '2026-01-01', $bad), @('99999999999999999999', $bad), @([uint64]::MaxValue, $bad), @('five', $bad)
        }
        function Text([string] $t) {
            @($t, $t), @(@($t), $t), @(42, '42'), @(@($t, $t), $bad), @(@{ t = $t }, $bad), @([pscustomobject]@{ t = $t }, $bad), @($true, $bad), @([timespan] '16:09', $bad), @([datetime] '2026-01-01', $bad)
        }
        $switch = @($true, $true), @($false, $false), @('true', $true), @('False', $false), @(1, $true), @(0, $false), @('yes', $true), @('no', $false), @(@($true), $true),
        @('maybe', $bad), @(2, $bad), @(@($true, $false), $bad), @(@{ a = 1 }, $bad), @([datetime] '2026-01-01', $bad)
        $columns = [ordered]@{
            Duration         = @('duration', (Whole 5)); Seed = @('seed', (Whole 4294967295)); Priority = @('priority', (Whole 3))
            ExpiresAfterSec  = @('execution_expires_after', (Whole 7200)); Model = @('model', (Text 'byteplus/x')); SafetyIdentifier = @('safety_identifier', (Text 'u-1'))
            CallbackUrl      = @('callback_url', (Text 'https://example.com/hook')); Ratio = @('ratio', (Text '16:9')); GenerateAudio = @('generate_audio', $switch)
            ReturnLastFrame  = @('return_last_frame', $switch); Watermark = @('watermark', $switch); CameraFixed = @('camera_fixed', $switch)
            AdditionalProperty = @('x_more', @(@(@{ x_more = 7 }, 7), @('{"x_more":7}', 7), @(([pscustomobject]@{ x_more = 7 }), 7), @('nonsense', $bad), @(7, $bad)))
        }
        $byKind = @{}
        foreach ($i in 1..2000) {
            $kind = @($kinds.Keys)[$random.Next($kinds.Count)]
            $values = [ordered]@{ Prompt = "row $i" }
            $expected = @{ model = 'byteplus/dreamina-seedance-2-0' }
            foreach ($column in @($columns.Keys) | Where-Object { $random.Next(4) -eq 0 }) {
                $field, $choices = $columns[$column]
                # Invalid values are less frequent, so that half of the rows are sent.
                do { $value, $arrives = if ($random.Next(4) -eq 0) { $nothing[$random.Next($nothing.Count)] } else { $choices[$random.Next($choices.Count)] } }
                while ($arrives -is [pscustomobject] -and $arrives.arrives -eq 'error' -and $random.Next(3) -ne 0)
                $values[$column] = $value
                if ($arrives -is [pscustomobject]) { if ($arrives.arrives -eq 'error') { $expected['error'] = $true } }
                else { $expected[$field] = $arrives }
            }
            if (-not $byKind[$kind]) { $byKind[$kind] = [Collections.Generic.List[object]]::new() }
            $byKind[$kind].Add([pscustomobject]@{ Row = & $kinds[$kind] $values; Expected = $expected; Prompt = "row $i" })
        }

        $differences = [Collections.Generic.List[string]]::new()
        $sentRows = 0
        foreach ($kind in $byKind.Keys) {
            Clear-ServiceRequest
            $byKind[$kind].Row | New-MeshVideo -SkipValidation -ErrorVariable problems -ErrorAction SilentlyContinue | Out-Null
            $arrived = @{}
            Get-ServiceRequest | ForEach-Object { $body = ConvertFrom-Body $_.body; $arrived[[string] $body.content[0].text] = $body }
            $sentRows += $arrived.Count
            $wanted = @($byKind[$kind] | Where-Object { $_.Expected.error })
            $conversions = @($problems | Where-Object { Test-NothingSent $_ })
            if ($conversions.Count -ne $wanted.Count) { $differences.Add("${kind}: $($conversions.Count) errors for $($wanted.Count) rows") }
            foreach ($case in $byKind[$kind]) {
                $body = $arrived[$case.Prompt]
                if ($case.Expected.error) { if ($body) { $differences.Add("$kind $($case.Prompt) was sent: $($body | ConvertTo-Json -Compress)") }; continue }
                if (-not $body) { $differences.Add("$kind $($case.Prompt) was not sent"); continue }
                $body.Remove('content')
                foreach ($field in @($body.Keys) + @($case.Expected.Keys) | Sort-Object -Unique) {
                    if ($body[$field] -cne $case.Expected[$field] -or "$($body[$field])" -cne "$($case.Expected[$field])") { $differences.Add("$kind $($case.Prompt) ${field}: '$($body[$field])', not '$($case.Expected[$field])'") }
                }
            }
        }

        $differences | Select-Object -First 10 | Should -BeNullOrEmpty -Because "each row must be sent as specified (seed $seed)"
        $sentRows | Should -BeGreaterThan 500
    }
}
