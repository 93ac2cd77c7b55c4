/*
 * Makes every fdatasync of the process that preloads it SLOW_DISK_US microseconds longer: a slower disk, for benchmarks.
 *
 *   gcc -shared -fPIC -O2 -o slow-disk.so slow-disk.c -ldl
 *   LD_PRELOAD=/path/to/slow-disk.so SLOW_DISK_US=1000 postgres -D …
 *
 * The call and the end of the sleep cost a little too, so compare only results with the same shim.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int (*real_fdatasync)(int);
static struct timespec delay;

__attribute__((constructor)) static void prepare(void)
{
    const char *given = getenv("SLOW_DISK_US");
    long microseconds = given ? atol(given) : 0;

    real_fdatasync = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    delay.tv_sec = microseconds / 1000000;
    delay.tv_nsec = microseconds % 1000000 * 1000;
}

int fdatasync(int file)
{
    int result = real_fdatasync(file);

    nanosleep(&delay, NULL);
    return result;
}
