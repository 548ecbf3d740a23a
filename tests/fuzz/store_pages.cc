// Any bytes as the file of the records: looked at without LMDB, never a crash.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <format>

#include "storage/disk/lmdb_pages.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const int file = memfd_create("pages", MFD_CLOEXEC);
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
    storage::verify_pages(std::format("/proc/self/fd/{}", file));
    return 0;
}
