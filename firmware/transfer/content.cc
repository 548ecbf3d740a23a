#include "transfer/content.h"

#include <memory>
#include <utility>

#include "http/download.h"
#include "storage/digest.h"

namespace transfer {

http::Content content_of(storage::Descriptor file) {
    const auto bytes = std::make_shared<const storage::Descriptor>(std::move(file));
    return {.size = storage::size_of(*bytes), .read = [bytes](std::uint64_t offset, std::span<char> piece) {
                return storage::read_at(*bytes, offset, piece);
            }};
}

http::Response content(const storage::Files& files, const http::Request& request, const storage::File& file,
                       std::string name) {
    return http::download(request, {.content = content_of(files.open(file.digest)),
                                    .name = std::move(name),
                                    .type = file.type,
                                    .etag = '"' + storage::hex(file.digest) + '"',
                                    .saved = request.query.get("download") == "yes"});
}

}  // namespace transfer
