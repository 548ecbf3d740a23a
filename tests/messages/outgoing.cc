#include "messages/outgoing.h"

#include <cstdio>
#include <fstream>

namespace messages_test {

std::string read_by_python(const std::string& message) {
    const scratch::Folder folder;
    std::ofstream(folder.path() / "message", std::ios::binary) << message;
    std::ofstream(folder.path() / "read.py") << R"(
import email, email.policy, hashlib, sys
message = email.message_from_file(open(sys.argv[1], newline=""), policy=email.policy.default)
if max(len(line) for line in open(sys.argv[1], newline="").read().split("\r\n")) > 998: print("DEFECT: a long line")
for name in ("From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Date"):
    if message[name] is not None: print(name + ":", message[name])
for part in message.walk():
    for defect in part.defects: print("DEFECT", defect)
    if part.is_multipart():
        print(part.get_content_type())
    elif part.get_content_maintype() == "text" and part.get_filename() is None:
        print(part.get_content_type(), part.get_content_charset(), repr(part.get_content()))
    else:
        print(part.get_content_type(), part.get_filename(), hashlib.sha256(part.get_content() if isinstance(part.get_content(), bytes) else part.get_content().encode()).hexdigest())
)";
    const std::string command = std::format("python3 {0}/read.py {0}/message 2>&1", folder.path().string());
    std::string said;
    FILE* output = popen(command.c_str(), "r");
    char bytes[4096];
    for (std::size_t count = 0; (count = fread(bytes, 1, sizeof bytes, output)) > 0;) said.append(bytes, count);
    pclose(output);
    return said;
}

}  // namespace messages_test
