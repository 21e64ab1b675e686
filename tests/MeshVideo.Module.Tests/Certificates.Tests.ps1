BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module "$PSScriptRoot/Network.psm1" -Force
    $network = Start-Network -Folder $TestDrive -FileHost stranger.mesh.test

    function Invoke-Job([string] $Script, [hashtable] $Environment = @{}, [switch] $Untrusting) {
        $Environment.HTTPS_PROXY = $network.proxy
        Invoke-Shell -Environment (Get-NetworkEnvironment $Environment -Untrusting:$Untrusting) "`$ErrorActionPreference = 'Stop'; Import-Module MeshVideo; $Script"
    }
}

AfterAll { Stop-Network }

Describe 'A certificate (skipped except on Linux, because only Linux reads SSL_CERT_FILE)' -Skip:(-not $IsLinux) {
    BeforeEach {
        Reset-Service
        Clear-ProxyLog
    }

    It 'of an untrusted authority is rejected immediately, with nothing sent and a recommended action' {
        $create = "try { (New-MeshVideo 'a lake' -JournalPath '$TestDrive/untrusted.jsonl' -Verbose -Debug).Id } $(Get-CatchText)"
        $result = Invoke-Job $create -Untrusting
        $result.Output | Should -Match '(?m)^CertificateRejected,.*\|SecurityError\|.*mesh\.test was issued by an authority that this machine does not trust \(CN=MeshVideo Test Authority\)'
        $result.Output | Should -Match 'Nothing was sent\..*update-ca-certificates or set SSL_CERT_FILE'
        $result.All | Should -Not -Match 'may exist|rsk_simulator'
        Get-ServiceRequest | Should -HaveCount 0
        ([regex]::Matches((Get-ProxyLog), 'CONNECT')) | Should -HaveCount 1

        (Invoke-Job $create).All | Should -Match 'cgt-'
        Get-ServiceRequest | Should -HaveCount 1
    }

    It 'and its expiration and the proxy are shown by Test-MeshVideoConnection, or why it is rejected' {
        $test = "Test-MeshVideoConnection | ForEach-Object { [string] `$_ }"
        $result = Invoke-Job $test
        $result.Output | Should -Match '(?m)^Proxy: Ok\. Connections use the proxy http://'
        $result.Output | Should -Match '(?m)^Certificate: Ok\. It is valid until \d{4}-\d\d-\d\d and was issued by CN=MeshVideo Test Authority\.'
        $result = Invoke-Job $test -Untrusting
        $result.Output | Should -Match '(?m)^Certificate: Failed\. .*update-ca-certificates'
        $result.Output | Should -Match '(?m)^Service: Unknown\.'
        $result.Output | Should -Not -Match 'rsk_'
    }

    It 'that <flaw> is rejected with an error that states the reason' -ForEach @(
        @{ flaw = 'is out of date'; name = 'expired'; says = 'is valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, and today is \d{4}-\d\d-\d\d.*clock' }
        @{ flaw = 'names another host'; name = 'misnamed'; says = "is for another host \(CN=elsewhere\.test\).*base address" }
        @{ flaw = 'is from another authority'; name = 'stranger'; says = "does not trust \(CN=Nobody's Authority\)" }
    ) {
        $result = Invoke-Job "try { (New-MeshVideo 'a lake' -BaseUri https://$name.mesh.test).Id } $(Get-CatchText)"
        $result.Output | Should -Match "^CertificateRejected,.*\|SecurityError\|.*$says"
        $result.Output | Should -Not -Match 'may exist|rsk_simulator'
        Get-ServiceRequest | Should -HaveCount 0
    }

    It 'that is rejected ends the nightly sample with exit code 2' {
        Set-Content "$TestDrive/shots.csv" 'Prompt', 'a lake'
        $sample = [IO.Path]::GetFullPath("$PSScriptRoot/../../samples/nightly/Invoke-NightlyBatch.ps1")
        $result = Invoke-ShellFile $sample -Argument '-CsvPath', "$TestDrive/shots.csv", '-OutputPath', "$TestDrive/videos" -Environment (
            Get-NetworkEnvironment @{ HTTPS_PROXY = $network.proxy } -Untrusting)
        $result.ExitCode | Should -Be 2
        $result.All | Should -Match 'ERROR CertificateRejected: .*SSL_CERT_FILE'
    }

    It 'that is rejected ends a wait immediately, unlike a lost connection' {
        $result = Invoke-Job "try { Wait-MeshVideo cgt-20261125000000-abcde } $(Get-CatchText)" -Untrusting
        $result.Output | Should -Match '^CertificateRejected,.*\|SecurityError\|'
        ([regex]::Matches((Get-ProxyLog), 'CONNECT')) | Should -HaveCount 1
    }

    It 'of the file host that is rejected leaves no file, and the error contains a recommended action' {
        $id = (Invoke-Job "(New-MeshVideo 'a lake' | Wait-MeshVideo).Id").Output.Trim()
        $save = "try { (Save-MeshVideo -Id $id -Path '$TestDrive/saved').Name } $(Get-CatchText)"
        $result = Invoke-Job $save
        $result.Output | Should -Match "^CertificateRejected,.*\|SecurityError\|.*stranger\.mesh\.test was issued by an authority.*Save-MeshVideo -Id '$id'"
        $result.Output | Should -Not -Match 'signature=|rsk_simulator'
        Get-ChildItem "$TestDrive/saved" -Recurse -File -ErrorAction Ignore | Should -BeNullOrEmpty

        (Invoke-Job $save @{ SSL_CERT_FILE = $network.strangersFile }).Output | Should -Match '\.mp4'
    }
}
