// The words that record declarations are written in.
#pragma once

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "storage/types/record_type.h"

namespace office {

using storage::Audience;
using storage::Custom;
using storage::Date;
using storage::Derived;
using storage::Email;
using storage::Errors;
using storage::Field;
using storage::Gone;
using storage::Index;
using storage::Kind;
using storage::Moment;
using storage::Option;
using storage::Phone;

using storage::Ref;
using storage::Secret;
using storage::Stars;
using storage::Stored;
using storage::Text;
using storage::Url;

}  // namespace office
