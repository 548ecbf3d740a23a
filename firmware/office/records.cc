#include "office/records.h"

#include "office/client.h"
#include "office/import.h"
#include "office/note.h"
#include "office/session.h"
#include "storage/custom_field.h"

namespace office {

std::vector<const storage::Record_type*> record_types() {
    using storage::record_type;
    return {
        &record_type<Client>(),
        &record_type<Company>(),
        &record_type<Contact>(),
        &record_type<Note>(),
        &record_type<Tag>(),
        &record_type<User>(),
        &record_type<storage::Custom_field>(),
        &record_type<Session>(),
        &record_type<Token>(),
        &record_type<Import>(),
    };
}

}  // namespace office

// Made here and nowhere else: each costs seconds of compile time.
namespace storage {

template const Record_type& record_type<office::Client>();
template const Record_type& record_type<office::Company>();
template const Record_type& record_type<office::Contact>();
template const Record_type& record_type<office::Note>();
template const Record_type& record_type<office::Tag>();
template const Record_type& record_type<office::User>();
template const Record_type& record_type<office::Session>();
template const Record_type& record_type<office::Token>();
template const Record_type& record_type<office::Import>();

}  // namespace storage
