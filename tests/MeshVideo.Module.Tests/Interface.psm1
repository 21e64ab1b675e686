# Describes what scripts rely on: the parameters of the cmdlets and the ids of their errors.

function Get-CommandInterface {
    foreach ($command in Get-Command -Module MeshVideo -CommandType Cmdlet | Sort-Object Name) {
        foreach ($parameter in $command.Parameters.Values | Sort-Object Name) {
            if ($parameter.Name -in [System.Management.Automation.Cmdlet]::CommonParameters) { continue }

            $sets = foreach ($name in $parameter.ParameterSets.Keys | Sort-Object) {
                $set = $parameter.ParameterSets[$name]
                $position = if ($set.Position -ge 0) { $set.Position } else { 'named' }
                $pipeline = @(if ($set.ValueFromPipeline) { 'value' }; if ($set.ValueFromPipelineByPropertyName) { 'property' }) -join '+'
                "$name($position$(if ($set.IsMandatory) { ', mandatory' })$(if ($pipeline) { ", $pipeline" }))"
            }

            "$($command.Name) -$($parameter.Name) [$($parameter.ParameterType)] aliases: $(($parameter.Aliases | Sort-Object) -join ' ') sets: $($sets -join ' ')"
        }
    }
}

function Get-ErrorInterface {
    [enum]::GetNames([MeshVideo.MeshVideoErrorKind])
}
