using System;
using System.Runtime.InteropServices;

/// <summary>
/// Works around a fault of Wine 8. If .NET resumes from an exception handler, Wine keeps frames of its own in the list of
/// handlers at gs:[0], although the stack below them is used again. At a later exception it calls what is there then, and the
/// process hangs. Before each exception is handled, this removes the frames that are below the stack pointer.
/// </summary>
internal static unsafe partial class StartupHook
{
    private const uint CommitAndReserve = 0x3000;
    private const uint ExecuteReadWrite = 0x40;

    // void* VectoredHandler(EXCEPTION_POINTERS* pointers): rcx has the pointers.
    private static ReadOnlySpan<byte> Handler =>
    [
        0x48, 0x8B, 0x41, 0x08,                         //        mov rax, [rcx+8]       ; the context
        0x48, 0x8B, 0x80, 0x98, 0x00, 0x00, 0x00,       //        mov rax, [rax+98h]     ; its stack pointer
        0x65, 0x48, 0x8B, 0x14, 0x25, 0, 0, 0, 0,       //        mov rdx, gs:[0]        ; the first frame
        0x65, 0x4C, 0x8B, 0x04, 0x25, 8, 0, 0, 0,       //        mov r8, gs:[8]         ; the base of the stack
        0x48, 0x39, 0xC2,                               // next:  cmp rdx, rax
        0x73, 0x16,                                     //        jae store
        0x4C, 0x8B, 0x0A,                               //        mov r9, [rdx]
        0x49, 0x39, 0xD1,                               //        cmp r9, rdx
        0x76, 0x0A,                                     //        jbe none
        0x4D, 0x39, 0xC1,                               //        cmp r9, r8
        0x73, 0x05,                                     //        jae none
        0x4C, 0x89, 0xCA,                               //        mov rdx, r9
        0xEB, 0xE9,                                     //        jmp next
        0x48, 0x83, 0xCA, 0xFF,                         // none:  or rdx, -1             ; the end of the list
        0x65, 0x48, 0x89, 0x14, 0x25, 0, 0, 0, 0,       // store: mov gs:[0], rdx
        0x31, 0xC0,                                     //        xor eax, eax           ; continue the search
        0xC3,                                           //        ret
    ];

    /// <summary>.NET calls this before the program.</summary>
    public static void Initialize()
    {
        if (OperatingSystem.IsWindows())
        {
            void* code = VirtualAlloc(null, (nuint)Handler.Length, CommitAndReserve, ExecuteReadWrite);
            Handler.CopyTo(new Span<byte>(code, Handler.Length));
            AddVectoredExceptionHandler(1, code);
        }
    }

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void* AddVectoredExceptionHandler(uint first, void* handler);
}
