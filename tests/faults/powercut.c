// A power cut, by LD_PRELOAD: keeps in PC_SHADOW only what a file system must still have when the power goes off now.
//   contents/KEY   the bytes of a file at its last fsync or fdatasync
//   names/FOLDER   the names in a folder at its last fsync: "d NAME" or "f KEY NAME", one a line
// A file that was never flushed has no contents (restored empty); a name that was never flushed with its folder does
// not exist. KEY is inode and birth time, so a new file on an old inode is another. Only paths under PC_DIR count.
// PC_LIE=1: every flush says yes and does nothing, as a lying disk: the negative control.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char* dir;
static const char* shadow;
static int lie;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void) {
  dir = getenv("PC_DIR");
  shadow = getenv("PC_SHADOW");
  lie = getenv("PC_LIE") != NULL;
}

static void key_of(int at, const char* name, char* key, size_t size) {
  struct statx status;
  memset(&status, 0, sizeof status);
  statx(at, name, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &status);
  snprintf(key, size, "%llu-%lld-%u", (unsigned long long)status.stx_ino, (long long)status.stx_btime.tv_sec,
           status.stx_btime.tv_nsec);
}

static void keep_contents(int fd) {
  char key[128], target[PATH_MAX], fresh[PATH_MAX + 8], self[64], buffer[65536];
  key_of(fd, "", key, sizeof key);
  snprintf(target, sizeof target, "%s/contents/%s", shadow, key);
  snprintf(fresh, sizeof fresh, "%s.new", target);
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  int in = open(self, O_RDONLY | O_CLOEXEC);
  int out = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ssize_t got;
  while ((got = read(in, buffer, sizeof buffer)) > 0) {
    if (write(out, buffer, (size_t)got) != got) abort();
  }
  close(in);
  close(out);
  rename(fresh, target);
}

static void keep_names(int fd, const char* relative) {
  char folder[PATH_MAX], target[PATH_MAX], fresh[PATH_MAX + 8], key[128];
  snprintf(folder, sizeof folder, "%s", *relative ? relative : "/");
  for (char* c = folder; *c; ++c) {
    if (*c == '/') *c = '%';
  }
  snprintf(target, sizeof target, "%s/names/%s", shadow, folder);
  snprintf(fresh, sizeof fresh, "%s.new", target);
  int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* entries = fdopendir(copy);
  FILE* out = fopen(fresh, "we");
  if (!entries || !out) abort();
  struct dirent* entry;
  while ((entry = readdir(entries))) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    if (entry->d_type == DT_DIR) {
      fprintf(out, "d %s\n", entry->d_name);
    } else {
      key_of(fd, entry->d_name, key, sizeof key);
      fprintf(out, "f %s %s\n", key, entry->d_name);
    }
  }
  closedir(entries);
  fclose(out);
  rename(fresh, target);
}

static void flushed(int fd) {
  char self[64], path[PATH_MAX];
  if (!dir || !shadow) return;
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(self, path, sizeof path - 1);
  size_t prefix = strlen(dir);
  if (length < 0) return;
  path[length] = 0;
  if (strncmp(path, dir, prefix) || (path[prefix] && path[prefix] != '/')) return;
  struct stat status;
  if (fstat(fd, &status)) return;
  pthread_mutex_lock(&guard);
  if (S_ISREG(status.st_mode)) keep_contents(fd);
  if (S_ISDIR(status.st_mode)) keep_names(fd, path + prefix);
  pthread_mutex_unlock(&guard);
}

static int flush(int fd, const char* name) {
  if (lie) return 0;
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  int result = real(fd);
  if (result == 0) flushed(fd);
  return result;
}

int fsync(int fd) { return flush(fd, "fsync"); }
int fdatasync(int fd) { return flush(fd, "fdatasync"); }
