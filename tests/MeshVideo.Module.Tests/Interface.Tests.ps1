BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    Import-Module "$PSScriptRoot/Interface.psm1" -Force
    Import-Module (Get-ModuleManifestPath) -Force
}

Describe 'What scripts rely on' {
    # The files were written before the code was reorganized. Lines may be added, but none may be removed or changed.
    It 'keeps each parameter with its type, aliases, position and pipeline binding' {
        $parameters = Get-CommandInterface
        Get-Content "$PSScriptRoot/Interface.Parameters.txt" | Where-Object { $_ -notin $parameters } | Should -BeNullOrEmpty
    }

    It 'keeps each error id' {
        $ids = Get-ErrorInterface
        Get-Content "$PSScriptRoot/Interface.Errors.txt" | Where-Object { $_ -notin $ids } | Should -BeNullOrEmpty
    }
}
