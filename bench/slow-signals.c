/*
 * Makes the process that preloads it wait SLOW_SIGNALS_US microseconds after each SIGUSR1 that it sends. Postgres sends
 * one to each listener of a database when a transaction with NOTIFY has committed. The wait does what a busy machine does
 * rarely: it stops the sender between two listeners, so that one hears much earlier than another.
 *
 *   gcc -shared -fPIC -O2 -o slow-signals.so slow-signals.c -ldl
 *   LD_PRELOAD=/path/to/slow-signals.so SLOW_SIGNALS_US=2000 postgres -D …
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>

static int (*real_kill)(pid_t, int);
static struct timespec delay;

__attribute__((constructor)) static void prepare(void)
{
    const char *given = getenv("SLOW_SIGNALS_US");
    long microseconds = given ? atol(given) : 0;

    real_kill = (int (*)(pid_t, int)) dlsym(RTLD_NEXT, "kill");
    delay.tv_sec = microseconds / 1000000;
    delay.tv_nsec = microseconds % 1000000 * 1000;
}

int kill(pid_t process, int signal)
{
    int result = real_kill(process, signal);

    if (signal == SIGUSR1)
        nanosleep(&delay, NULL);
    return result;
}
