@{
    # Pester files that .ci/run runs under Wine, because they test what differs on Windows. It has two minutes for this.
    Short = @('FileNames', 'FileSharing', 'Journal', 'Killed', 'SavedFiles')

    # Tests that fail because of Wine, not because of the module or of Windows. File is the name of the Pester file, Test a wildcard pattern
    # for the full name of the test. A failure is only counted as Wine's with a reason here.
    Wine  = @(
    )
}
