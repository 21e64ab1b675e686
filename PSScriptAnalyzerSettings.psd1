@{
    ExcludeRules = @(
        # The build and the demo talk to a person.
        'PSAvoidUsingWriteHost'
        # These do not see that a variable is used in a function of the script, or in another block of a Pester file.
        'PSReviewUnusedParameter'
        'PSUseDeclaredVarsMoreThanAssignments'
        # Nor this, that a thread job's script block has parameters.
        'PSUseUsingScopeModifierInNewRunspaces'
    )

    Rules        = @{
        # Scripts run wherever the module does.
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSUseConsistentIndentation = @{ Enable = $true; Kind = 'space'; IndentationSize = 4 }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
    }
}
