/* Overrides functions of the C library in a process of the campaign, to simulate the disk fault in the file MESHVIDEO_CAMPAIGN_DISK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static int flushes, locks;

/* The file contains one of: fine, flush-fails, locks-do-nothing, locks-fail-late. */
static int is(const char *mode)
{
    char text[32] = "";
    const char *path = getenv("MESHVIDEO_CAMPAIGN_DISK");
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file) return 0;
    if (!fgets(text, sizeof text, file)) text[0] = 0;
    fclose(file);
    return strcmp(text, mode) == 0;
}

static int failing_fsync(int fd)
{
    if (is("flush-fails") && ++flushes % 5 == 0)
    {
        errno = EIO;
        return -1;
    }

    return (int)syscall(SYS_fsync, fd);
}

int flock(int fd, int operation)
{
    if (is("locks-do-nothing")) return 0;
    if (is("locks-fail-late") && ++locks > 12) return 0;
    return (int)syscall(SYS_flock, fd, operation);
}

/* The runtime resolves fsync directly in the C library and ignores overrides, so overwrite the start of the function with a jump. */
__attribute__((constructor)) static void start(void)
{
#ifdef __x86_64__
    unsigned char jump[12] = { 0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0 };
    void *target = dlsym(RTLD_NEXT, "fsync"), *own = (void *)failing_fsync;
    uintptr_t page = (uintptr_t)target & ~(uintptr_t)4095;
    memcpy(jump + 2, &own, sizeof own);
    if (mprotect((void *)page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC) == 0)
    {
        memcpy(target, jump, sizeof jump);
        mprotect((void *)page, 8192, PROT_READ | PROT_EXEC);
    }
#endif
}
