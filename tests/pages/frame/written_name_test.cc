// Names as their owners write them.
#include "pages/frame/written_name.h"

#include <catch2/catch_test_macros.hpp>

namespace pages::test {

TEST_CASE("a name is spoken in the order of its script", "[U6]") {
    CHECK(natural_name("Heather", "Callahan") == "Heather Callahan");
    CHECK(natural_name("", "Callahan") == "Callahan");
    CHECK(natural_name("Heather", "") == "Heather");
    CHECK(natural_name("小明", "王") == "王小明");
    CHECK(natural_name("민준", "김") == "김민준");
    CHECK(natural_name("さくら", "山田") == "山田さくら");
    CHECK(natural_name("محمد", "العربي") == "محمد العربي");
    CHECK(natural_name("Иван", "Петров") == "Иван Петров");
    CHECK(natural_name("Jackie", "成") == "Jackie 成");
}

TEST_CASE("a name in sort order has no comma that its script lacks", "[U6]") {
    CHECK(in_own_signs("Callahan, Heather") == "Callahan, Heather");
    CHECK(in_own_signs("Müller, Ömer") == "Müller, Ömer");
    CHECK(in_own_signs("王, 小明") == "王小明");
    CHECK(in_own_signs("𠮷田, 太郎") == "𠮷田太郎");
    CHECK(in_own_signs("العربي, محمد") == "العربي، محمد");
    CHECK(in_own_signs("Петров, Иван") == "Петров, Иван");
    CHECK(in_own_signs("王, Jackie") == "王, Jackie");
    CHECK(in_own_signs("王小明") == "王小明");
    CHECK(in_own_signs("王, ") == "王, ");
    CHECK(in_own_signs("\xFF, \xFE").size() == 4);
}

}  // namespace pages::test
