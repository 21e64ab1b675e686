BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module "$PSScriptRoot/Network.psm1" -Force
    $network = Start-Network -Folder $TestDrive
    $down = "http://127.0.0.1:$(Get-FreePort)"
    $pipeline = "New-MeshVideo 'a lake' {0} | Wait-MeshVideo {0} | Save-MeshVideo -Path '{1}' {0} | Select-Object -ExpandProperty Length"
    $credential = "-ProxyCredential ([pscredential]::new('clerk', (ConvertTo-SecureString 's3cret:pass' -AsPlainText -Force)))"

    function Invoke-Job([string] $Script, [hashtable] $Environment) {
        Invoke-Shell -Environment $Environment "`$ErrorActionPreference = 'Stop'; Import-Module MeshVideo; $Script"
    }

    function Invoke-Create([string] $Parameter, [hashtable] $Environment = @{}) {
        Invoke-Job "try { (New-MeshVideo 'a lake' $Parameter).Id } $(Get-CatchText)" (Get-NetworkEnvironment $Environment)
    }
}

AfterAll { Stop-Network }

Describe 'A proxy from the environment (skipped except on Linux, because only Linux reads SSL_CERT_FILE)' -Skip:(-not $IsLinux) {
    BeforeEach {
        Reset-Service
        Clear-ProxyLog
    }

    It 'is used for the whole pipeline, and sees only host names' {
        $result = Invoke-Job ($pipeline -f '', "$TestDrive/carried") (Get-NetworkEnvironment @{ HTTPS_PROXY = $network.proxy })
        $result.Error | Should -BeNullOrEmpty
        [int] $result.Output | Should -BeGreaterThan 1000
        Get-ServiceRequest | Should -HaveCount 1
        $seen = Get-ProxyLog
        $seen | Should -Match '(?m)^CONNECT mesh\.test:443 HTTP/1\.1'
        $seen | Should -Match '(?m)^CONNECT files\.mesh\.test:443 HTTP/1\.1'
        $seen | Should -Not -Match 'Authorization|rsk_|signature|generations'
        ([regex]::Matches($seen, '(?m)^\S+ \S+ HTTP/') | ForEach-Object { $_.Value.Split(' ')[0] } | Select-Object -Unique) | Should -Be 'CONNECT'
    }

    It 'is not used for hosts in NO_PROXY' {
        $noProxy = "elsewhere.test,$($network.machine)"
        $environment = Get-NetworkEnvironment @{ HTTPS_PROXY = $network.proxy; NO_PROXY = $noProxy; MESHAPI_BASE_URL = $network.direct }
        $result = Invoke-Job ($pipeline -f '', "$TestDrive/direct") $environment
        $result.Error | Should -BeNullOrEmpty
        Get-ServiceRequest | Should -HaveCount 1
        $seen = Get-ProxyLog
        $seen | Should -Match 'CONNECT files\.mesh\.test:443'
        $seen | Should -Not -Match ([regex]::Escape($network.machine))
    }

    It 'does not allow a redirect of a file to this computer' {
        $inside = "http://127.0.0.1:$(([uri] (Get-ServiceBaseUri)).Port)/files/v.mp4?signature=stolen"
        Add-Fault @{ on = 'file'; kind = 'redirect'; location = $inside }
        $result = Invoke-Job "try { $($pipeline -f '', "$TestDrive/inside") } $(Get-CatchText)" (Get-NetworkEnvironment @{ HTTPS_PROXY = $network.proxy })
        $result.Output | Should -Match '(?m)^RedirectRefused,.*\|SecurityError\|.*127\.0\.0\.1 is this machine'
        $result.All | Should -Not -Match 'stolen'
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 1
        Get-ChildItem "$TestDrive/inside" -Recurse -File -Force | Should -BeNullOrEmpty
    }

    It 'is not used for a service on this computer' {
        $proxies = @{ HTTPS_PROXY = $network.proxy; HTTP_PROXY = $network.proxy; ALL_PROXY = $network.proxy }
        $environment = Get-NetworkEnvironment ($proxies + @{ MESHAPI_BASE_URL = Get-ServiceBaseUri })
        $result = Invoke-Job "New-MeshVideo 'a lake' | Select-Object -ExpandProperty Id" $environment
        $result.Output | Should -Match 'cgt-'
        Get-ProxyLog | Should -BeNullOrEmpty
    }

    It 'accepts the user name and password in its URL, which are never shown' {
        $address = $network.lockedProxy -replace '//', '//clerk:s3cret%3Apass@'
        $result = Invoke-Create '-Verbose -Debug' @{ HTTPS_PROXY = $address }
        $result.All | Should -Match 'cgt-'
        $result.All | Should -Not -Match 's3cret|rsk_simulator'
        $result = Invoke-Create '-Verbose -Debug' @{ HTTPS_PROXY = $address -replace 'clerk', 'stranger' }
        $result.Output | Should -Match '(?m)^ProxyAuthenticationRequired,'
        $result.All | Should -Not -Match 's3cret|rsk_simulator'
    }

    It 'accepts -ProxyCredential' {
        (Invoke-Create $credential @{ HTTPS_PROXY = $network.lockedProxy }).Output | Should -Match 'cgt-'
    }
}

Describe 'A proxy from -Proxy (skipped except on Linux, because only Linux reads SSL_CERT_FILE)' -Skip:(-not $IsLinux) {
    BeforeEach {
        Reset-Service
        Clear-ProxyLog
    }

    It 'overrides the one from the environment, and its password is never shown' {
        $result = Invoke-Job ($pipeline -f "-Proxy $($network.lockedProxy) $credential -Verbose -Debug", "$TestDrive/named") (
            Get-NetworkEnvironment @{ HTTPS_PROXY = $down; NO_PROXY = 'mesh.test' })
        $result.ExitCode | Should -Be 0
        "$TestDrive/named/*.mp4" | Should -Exist
        Get-ServiceRequest | Should -HaveCount 1
        $seen = Get-ProxyLog
        $seen | Should -Match 'CONNECT mesh\.test:443'
        $seen | Should -Match 'CONNECT files\.mesh\.test:443'
        $seen | Should -Not -Match '(?m)^Authorization|rsk_'
        $result.All | Should -Not -Match 's3cret|rsk_simulator|signature='
    }

    It 'is carried through the pipeline by the tasks' {
        $job = "New-MeshVideo 'a lake' -Proxy $($network.lockedProxy) $credential | Wait-MeshVideo | Save-MeshVideo -Path '$TestDrive/along' | Select-Object -ExpandProperty Name"
        (Invoke-Job $job (Get-NetworkEnvironment @{ HTTPS_PROXY = $down })).Output | Should -Match '\.mp4'
    }

    It 'can be specified as <address>' -ForEach @(
        @{ address = 'host:port'; from = 'http://'; to = '' }
        @{ address = 'http://user:password@host:port'; from = '//'; to = '//clerk:s3cret%3Apass@' }
    ) {
        $proxy = if ($to) { $network.lockedProxy } else { $network.proxy }
        $result = Invoke-Create "-Proxy $($proxy -replace $from, $to) -Verbose -Debug"
        $result.All | Should -Match 'cgt-'
        $result.All | Should -Not -Match 's3cret'
    }

    It 'does not show the password of its URL if it rejects a request' {
        $result = Invoke-Create "-Proxy $($network.lockedProxy -replace '//', '//clerk:wr0ng@') -Verbose -Debug"
        $result.Output | Should -Match '(?m)^ProxyAuthenticationRequired,.*\|AuthenticationError\|.*rejected the user name or the password'
        $result.All | Should -Not -Match 'wr0ng'
    }

    It 'is invalid as <_>' -ForEach 'ftp://proxy.test:21', '/proxy' {
        $result = Invoke-Create "-Proxy '$_'"
        $result.Output | Should -Match '^InvalidProxy,.*\|InvalidArgument\|.*-Proxy'
        Get-ServiceRequest | Should -HaveCount 0
    }
}

Describe 'A proxy that fails (skipped except on Linux, because only Linux reads SSL_CERT_FILE)' -Skip:(-not $IsLinux) {
    BeforeEach {
        Reset-Service
        Clear-ProxyLog
    }

    It 'requires authentication: nothing is sent, and the row can be run again' {
        $row = "-JournalPath '$TestDrive/locked.jsonl'"
        $result = Invoke-Create $row @{ HTTPS_PROXY = $network.lockedProxy }
        $result.Output | Should -Match "^ProxyAuthenticationRequired,.*\|AuthenticationError\|.*$($network.lockedProxy) requires a user name and a password.*-ProxyCredential"
        $result.Output | Should -Not -Match 'may exist'
        Get-ServiceRequest | Should -HaveCount 0
        ([regex]::Matches((Get-ProxyLog), 'CONNECT')) | Should -HaveCount 1
        (Invoke-Create "$row $credential" @{ HTTPS_PROXY = $network.lockedProxy }).Output | Should -Match 'cgt-'
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'rejects the host: there is no retry' {
        $result = Invoke-Create "-BaseUri https://forbidden.mesh.test" @{ HTTPS_PROXY = $network.proxy }
        $result.Output | Should -Match "^ProxyRefused,.*\|PermissionDenied\|.*$($network.proxy) does not allow forbidden\.mesh\.test.*HTTP 403"
        ([regex]::Matches((Get-ProxyLog), 'CONNECT')) | Should -HaveCount 1
    }

    It 'returns <status> to <name>, and is named in the error' -ForEach @{ name = 'gone'; status = 502 }, @{ name = 'busy'; status = 503 } {
        $result = Invoke-Create "-BaseUri https://$name.mesh.test -JournalPath '$TestDrive/$name.jsonl'" @{ HTTPS_PROXY = $network.proxy }
        $result.Output | Should -Match "^ConnectionFailed,.*\|ConnectionError\|.*the proxy $($network.proxy) could not connect to $name\.mesh\.test \(HTTP $status\)"
        $result.Output | Should -Not -Match 'may exist'
        $result.Output | Should -Not -Match 'rsk_'
    }

    It 'cannot be reached, and is named in the error' {
        $result = Invoke-Create '' @{ HTTPS_PROXY = $down }
        $result.Output | Should -Match "^ConnectionFailed,.*\|ConnectionError\|.*the proxy $down does not respond.*HTTPS_PROXY"
        $result.Output | Should -Not -Match 'may exist'
    }
}
