BeforeAll {
    Import-Module "$PSScriptRoot/Simulator.psm1" -Force
    $manifest = Get-ModuleManifestPath
    Import-Module $manifest -Force
    Start-Simulator
    $row = [pscustomobject]@{ Prompt = 'a lake'; Shot = 's01' }

    function Add-SavedFile([string] $Path = "$TestDrive/$([guid]::NewGuid())") {
        $row | New-MeshVideo -ReturnLastFrame | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path $Path -IncludeLastFrame
    }
}

AfterAll { Stop-Simulator }

Describe 'A saved file' {
    BeforeEach { Reset-Service }

    It 'carries its task, with its row and its request, and what it contains' {
        $video, $frame = Add-SavedFile "$TestDrive/clip.mp4"
        $video | Should -BeOfType [IO.FileInfo]
        $video.Task | Should -BeOfType [MeshVideo.VideoTask]
        "$($video.Task.Source.Shot),$($video.Name),$($video.Content),$($video.Task.Usage)" | Should -Be 's01,clip.mp4,Video,108900'
        "$($frame.Task.Source.Shot),$($frame.Name),$($frame.Content)" | Should -Be 's01,clip.last.png,LastFrame'
        $video.Task.Request.Prompt | Should -Be 'a lake'
    }

    It 'that an earlier run saved carries it too' {
        $first = Add-SavedFile "$TestDrive/twice.mp4"
        Reset-Service
        $second = $first[0].Task | Save-MeshVideo -Path "$TestDrive/twice.mp4" -IncludeLastFrame
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 0
        $second | ForEach-Object { "$($_.Name) $($_.Content) $($_.Task) $($_.Task.Source.Shot)" } |
            Should -Be "twice.mp4 Video $($first[0].Task) s01", "twice.last.png LastFrame $($first[0].Task) s01"
    }

    It 'that is saved by id carries the task that was read' {
        $id = ('b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2).Id
        $file = Save-MeshVideo -Id $id -Path $TestDrive
        "$($file.Task) $($file.Task.Status) $($file.Task.Source)" | Should -Be "$id Succeeded "
    }

    It 'is shown in tables and lists as before' {
        $file = (Add-SavedFile)[0]
        $plain = Get-Item -LiteralPath $file.FullName
        foreach ($view in { Format-Table }, { Format-List }, { Format-Wide }) {
            ($file | & $view | Out-String) | Should -Be ($plain | & $view | Out-String)
        }
    }

    It 'is a row of a table with its task as an id' {
        $file = (Add-SavedFile)[0]
        $line = $file | Select-Object Name, Task, Content | ConvertTo-Csv -NoTypeInformation
        $line[1] | Should -Be "`"$($file.Name)`",`"$($file.Task.Id)`",`"Video`""
        $file | Export-Csv "$TestDrive/files.csv" -NoTypeInformation
        $back = Import-Csv "$TestDrive/files.csv"
        "$($back.Task) $($back.Content) $($back.FullName)" | Should -Be "$($file.Task.Id) Video $($file.FullName)"
    }

    It 'contains no signed link in JSON, XML or CSV, at any depth, even if its task continues another' {
        $first = Add-SavedFile
        # The row of the second task is the first task, and its first frame is the last frame of the first.
        $second = $first[0].Task | New-MeshVideo -Prompt 'noon' -AdditionalProperty @{ x_mask = 'https://files.example/m.png?signature=secret' } |
            Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$TestDrive/second.mp4"
        $second.Task.Source.Id | Should -Be $first[0].Task.Id
        $second.Task.Request.FirstFrame.Url | Should -BeLike '*/last_frame.png*'
        $second.Task.AdditionalProperties['x_mask'] | Should -BeLike 'https://files.example/m.png*'
        foreach ($file in $first + $second) {
            # The drive and the folders of a FileInfo are gigabytes of text at this depth.
            $deep = $file | Select-Object Name, Task, Content
            $text = @(
                $file | ConvertTo-Json -WarningAction SilentlyContinue
                $deep | ConvertTo-Json -Depth 50
                $file | ConvertTo-Csv
                $deep | ConvertTo-Xml -Depth 6 -As String
                $file | Select-Object * | Out-String -Width 1000
                $file.Task | Format-List * | Out-String -Width 1000
                $file, $deep | ForEach-Object { $_ | Export-Clixml "$TestDrive/file.xml" -Depth 2; Get-Content "$TestDrive/file.xml" }
                $deep | Export-Clixml "$TestDrive/file.xml" -Depth 6
                Get-Content "$TestDrive/file.xml"
            ) -join "`n"
            $text | Should -BeLike '*/video.mp4*'
            $text | Should -Not -Match 'signature=|secret'
        }
    }

    It 'can still be continued from, and saved elsewhere, by its task' {
        $file = (Add-SavedFile)[0]
        $next = $file.Task | New-MeshVideo -Prompt 'noon'
        ((Get-ServiceRequest)[-1].Body | ConvertFrom-Json).content[1].image_url.url | Should -Match 'last_frame.png\?.*signature='
        $next.Source.Id | Should -Be $file.Task.Id
        Reset-Service
        $file.Task | Save-MeshVideo -Path "$TestDrive/elsewhere.mp4" | Should -HaveCount 1
        Get-ServiceRequest -Method GET -Path /v1/ | Should -HaveCount 0
    }

    It 'does not change the task that was saved' {
        $task = 'b' | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2
        $null = $task | Save-MeshVideo -Path $TestDrive
        $task.VideoUrl.Query | Should -Match 'signature='
    }

    It 'from a job has its task, its row and what it contains' {
        $file = Start-Job {
            Import-Module $using:manifest
            $using:row | New-MeshVideo | Wait-MeshVideo -PollIntervalSec 0.2 | Save-MeshVideo -Path "$using:TestDrive/job"
        } | Receive-Job -Wait -AutoRemoveJob
        "$($file.Task.Source.Shot),$($file.Name),$($file.Content)" | Should -Be "s01,$($file.Task.Id).mp4,Video"
        $file.Content -eq 'Video' | Should -BeTrue
        ($file | Get-MeshVideo).Id | Should -Be $file.Task.Id
        ($file.Task | Wait-MeshVideo).Id | Should -Be $file.Task.Id
        $file.Task.VideoUrl.Query | Should -BeNullOrEmpty
    }
}

Describe 'A saved file in the pipeline' {
    BeforeEach {
        Reset-Service
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $video, $frame = Add-SavedFile $folder
        Reset-Service
    }

    It 'is a file to Get-Item, Get-FileHash, Copy-Item, Move-Item, Rename-Item and Remove-Item' {
        ($video | Get-Item).FullName | Should -Be $video.FullName
        ($video, $frame | Get-FileHash).Path | Should -Be $video.FullName, $frame.FullName
        ($video | Copy-Item -Destination "$folder/copy.mp4" -PassThru).Name | Should -Be 'copy.mp4'
        ($frame | Rename-Item -NewName { 'renamed' + $_.Extension } -PassThru).Name | Should -Be 'renamed.png'
        ($video | Move-Item -Destination "$folder/moved.mp4" -PassThru).Name | Should -Be 'moved.mp4'
        Get-ChildItem $folder | Remove-Item
        Get-ChildItem $folder | Should -HaveCount 0
    }

    It 'is its task to <_>' -ForEach 'Get-MeshVideo', 'Wait-MeshVideo' {
        $tasks = @($video, $frame | & $_)
        $tasks.Id | Select-Object -Unique | Should -Be $video.Task.Id
        $tasks | Should -BeOfType [MeshVideo.VideoTask]
    }

    It 'is its task to Save-MeshVideo, which finds the file or saves it elsewhere' {
        ($video | Save-MeshVideo -Path $folder).FullName | Should -Be $video.FullName
        Get-ServiceRequest -Method GET -Path /files | Should -HaveCount 0
        $other = $video | Save-MeshVideo -Path { "$folder/$($_.Task.Source.Shot).mp4" }
        "$($other.Name) $($other.Task.Source.Shot)" | Should -Be 's01.mp4 s01'
    }

    It 'without a task is still an id to <_>' -ForEach 'Get-MeshVideo', 'Wait-MeshVideo', 'Save-MeshVideo' {
        Get-Item -LiteralPath $video.FullName | & $_ -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'is an image or a rejected video as the first frame of New-MeshVideo' {
        ($frame | New-MeshVideo -Prompt 'noon').Request.FirstFrame.Path | Should -Be $frame.FullName
        $video | New-MeshVideo -Prompt 'noon' -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        Get-ServiceRequest | Should -HaveCount 1
    }
}
