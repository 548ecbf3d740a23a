// The thread for which everybody who saves waits.
#pragma once

namespace storage {

/// Whether the calling thread is a store's writer: nothing slow may be done there.
bool is_writer();

}  // namespace storage
