@{
    # Pester files that .ci/run runs under Wine, because they test what differs on Windows. It has two minutes for this.
    Short = @('FileNames', 'FileSharing', 'Journal', 'Killed', 'Save')

    # Tests that fail because of Wine, not because of the module or of Windows: File is the name of the Pester file, Test a wildcard
    # pattern for the full name of the test, and Reason what Wine does. Only these failures are counted as Wine's. At present there
    # are none.
    Wine  = @(
    )

    # Other faults of Wine 8 that the scripts in this folder work around, or that tests of the client meet.
    Other = @(
        # The workaround is StartupHook. It is not complete: where thousands of exceptions are thrown by reflection, as when SavedFiles
        # converts files to JSON, PowerShell hangs or ends with 0x80131506 about once in five runs. The file is then started again.
        'When .NET resumes from an exception handler, Wine keeps frames of its own in the list of handlers, and calls them later.'
        # The workaround is DOTNET_EnableWriteXorExecute=0.
        'With write protection of its code, .NET sometimes ends with the error 0x80131506.'
        # The workaround is the script command of Linux.
        'pwsh.exe ends immediately, without an error, if its input is not a console.'
        # So PowerShell 7.4 cannot be tested.
        '.NET 8 does not run.'
        # So the tests get the full path of pwsh.exe in MESHVIDEO_TEST_POWERSHELL.
        'PowerShell does not find programs on the PATH by name.'
        # Tests of the client with a server in their own process can fail because of this.
        'A socket whose other side is gone can throw "The supplied System.Net.SocketAddress is an invalid size".'
        'Creating a symbolic link reports success, but creates nothing.'
        'There are no TLS servers, no ECDSA keys, no export of RSA keys, no CIM, and no cmdlets for scheduled tasks.'
        'The name a:b is an ordinary file, not an alternate data stream.'
        'A read-only file can be replaced. A file that is open with permission to delete cannot.'
        'There is no ICU: .NET uses the Unicode tables of Windows.'
    )
}
