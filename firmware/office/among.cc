#include <algorithm>
#include <array>

#include "office/clients/card.h"
#include "office/clients/change_request.h"
#include "office/clients/clients.h"
#include "office/clients/holds.h"
#include "office/clients/price.h"
#include "office/records/among.h"
#include "office/work/asset.h"
#include "office/work/task.h"

namespace office {

namespace {

using storage::Raw;
using storage::Read;

template <class Record> void agreeing(const Read& read, const Raw& record, storage::Errors& errors) {
    agree(read, Read::typed<Record>(record), errors);
}

template <class Record> void follow_return(storage::Write& write, const Raw& record) {
    come_back(write, Read::typed<Record>(record));
}

constexpr std::array rows{
    Among_others{.kind = Client::kind.number,
                 .agrees = &agreeing<Client>,
                 .is_over = [](const Raw& record) { return Read::typed<Client>(record).status == Status::archived; }},
    Among_others{.kind = Hold::kind.number, .agrees = &agreeing<Hold>},
    Among_others{.kind = Change_request::kind.number, .agrees = &agreeing<Change_request>},
    Among_others{.kind = Price::kind.number, .agrees = &agreeing<Price>},
    Among_others{.kind = Card::kind.number, .agrees = &agreeing<Card>},
    Among_others{.kind = Asset::kind.number, .agrees = &agreeing<Asset>, .came_back = &follow_return<Asset>},
    Among_others{.kind = Task::kind.number,
                 .is_over = [](const Raw& record) { return !Read::typed<Task>(record).is_open(); }},
};

}  // namespace

Among_others among_others(std::uint8_t kind) {
    const auto row = std::ranges::find(rows, kind, &Among_others::kind);
    return row == rows.end() ? Among_others{.kind = kind} : *row;
}

}  // namespace office
