@{
    ExcludeRules = @(
        # The build scripts and the demo write to the console.
        'PSAvoidUsingWriteHost'
        # These rules do not find uses of a variable in a function of the script or in another block of a Pester file.
        'PSReviewUnusedParameter'
        'PSUseDeclaredVarsMoreThanAssignments'
        # This rule does not find the parameters of the script block of a thread job.
        'PSUseUsingScopeModifierInNewRunspaces'
    )

    Rules        = @{
        # Scripts run in the same versions of PowerShell as the module.
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation = @{ Enable = $true; Kind = 'space'; IndentationSize = 4 }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
    }
}
