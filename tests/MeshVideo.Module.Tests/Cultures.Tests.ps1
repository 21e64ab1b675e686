BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
    Start-Simulator
    $here = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture
}

AfterAll {
    [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $here
    [cultureinfo]::DefaultThreadCurrentCulture = $null
    Stop-Simulator
}

# Cultures with a decimal comma and a group separator, with a dotted capital I, and with a different calendar and minus sign.
Describe 'The culture <_>' -ForEach 'de-DE', 'tr-TR', 'fa-IR' {
    BeforeEach {
        Reset-Service
        [cultureinfo]::CurrentCulture = $_
        [cultureinfo]::CurrentUICulture = $_
        # Asynchronous work runs on other threads.
        [cultureinfo]::DefaultThreadCurrentCulture = $_
    }

    It 'does not change what is sent' {
        $rows = 'Prompt,Ratio,Resolution,Duration,Seed,GenerateAudio,Watermark', 'a,16:9,720p,5,-1,TRUE,yes', 'b,ADAPTIVE,480P,-1,1234567,yes,FALSE' | ConvertFrom-Csv
        # The service rejects the unknown field. The test checks only how it was sent.
        $rows | New-MeshVideo -ServiceTier DEFAULT -AdditionalProperty @{ weight = 1.5 } -ErrorAction SilentlyContinue
        $sent = Get-ServiceRequest | ForEach-Object Body
        $sent[0] | Should -Match '"resolution":"720p","ratio":"16:9","duration":5,"generate_audio":true,"seed":-1,"watermark":true,"service_tier":"default","weight":1.5'
        $sent[1] | Should -Match '"resolution":"480p","ratio":"adaptive","duration":-1,"generate_audio":true,"seed":1234567,"watermark":false,"service_tier":"default","weight":1.5'
    }

    It 'does not change how a batch is resumed' {
        $journal = "$TestDrive/$_.jsonl"
        $first = 'a', 'b' | New-MeshVideo -Duration 5 -Seed -1 -JournalPath $journal
        [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
        $second = 'a', 'b' | New-MeshVideo -Duration 5 -Seed -1 -JournalPath $journal
        $second.Id | Should -Be $first.Id
        (Get-MeshVideo -JournalPath $journal).CreatedAt[0].Year | Should -Be ([datetime]::UtcNow.Year)
        Get-ServiceRequest | Should -HaveCount 2
    }

    It 'does not change waiting, listing and saving' {
        $since = Get-Date
        $files = 'a', 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/$_"
        $files | Should -HaveCount 2
        Get-MeshVideo -Status SUCCEEDED -CreatedAfter $since.AddSeconds(-2) -First 2 | Should -HaveCount 2
        Get-MeshVideo -Status SUCCEEDED -CreatedAfter $since.AddHours(1) | Should -HaveCount 0
        $since = [datetime]::UtcNow.AddHours(-1).ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
        Get-MeshVideo -CreatedAfter $since -First 2 | Should -HaveCount 2
    }

    It 'does not change error messages' {
        New-MeshVideo 'a' -Duration -5 -Ratio '1,5' -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -Match 'Duration: -5; allowed: a number of seconds, or -1'
        New-MeshVideo 'a' -Duration 99 -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -Match 'Duration: 99; allowed: 4 to 15 seconds, or -1,'
    }
}
