#include "box/lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>

#include "storage/descriptor.h"
#include "storage/error.h"
#include "storage/scratch.h"

TEST_CASE("a folder is served as long as its lock lives", "[X7]") {
    const scratch::Folder folder;
    CHECK_FALSE(box::is_served(folder.path()));
    {
        const box::Serve_lock lock(folder.path());
        CHECK(box::is_served(folder.path()));
        CHECK_THROWS_AS(box::Serve_lock(folder.path()), storage::Error);
    }
    CHECK_FALSE(box::is_served(folder.path()));
}

TEST_CASE("who only looks whether a folder is served keeps nobody from serving it", "[X7]") {
    const scratch::Folder folder;
    {
        const box::Serve_lock made(folder.path());
    }
    storage::Descriptor looking = storage::open_to_read(folder.path() / "serve.lock");
    REQUIRE(flock(looking.number(), LOCK_SH | LOCK_NB) == 0);
    const std::jthread gone([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        flock(looking.number(), LOCK_UN);
    });
    CHECK_NOTHROW(box::Serve_lock(folder.path()));
}
