"""What a form answers to what was typed, by the keys that pages use."""

from collections.abc import Mapping
from typing import Final

from arengo.base.phrases import N_

REFUSALS: Final[Mapping[str, str]] = {
    "expired": N_(
        "This page was open too long. Your entries are still here: please send them again."
    ),
    "throttled": N_("Too many attempts. Try again in %(minutes)s min."),
    "credentials": N_("The name or the password is not right."),
    "unconfirmed": N_(
        "The e-mail address of this account is not confirmed yet. Follow the link in the letter we "
        "sent."
    ),
    "unconfirmed_by_hand": N_(
        "This account waits for the operator, who opens it by hand: this place cannot send letters."
    ),
    "waiting": N_("This account is waiting for the team. You will have the answer by e-mail."),
    "suspended": N_("This account is suspended."),
    "code_wrong": N_("This code is not right, or it has been used already."),
    "passkey_late": N_("This took too long. Please try once more."),
    "passkey_strange": N_("This passkey could not be checked. Nothing was added."),
    "passkey_taken": N_("This passkey opens an account here already."),
    "passkey_unknown": N_(
        "This passkey opens no account here, or none any more. Sign in with your password."
    ),
    "passkeys_many": N_("You have too many passkeys. Remove one of them first."),
    "username_blank": N_("Choose a user name."),
    "username_invalid": N_("A user name has letters without accents, digits and underscores only."),
    "username_taken": N_("This user name is taken. Try another."),
    "username_reserved": N_("This user name is kept for the team. Try another."),
    "username_long": N_("A user name has at most %(most)s characters."),
    "email_invalid": N_("This does not look like an e-mail address."),
    "email_taken": N_("An account with this e-mail address exists already."),
    "email_blocked": N_("Addresses of this mail service are not accepted here."),
    "password_wrong": N_("The password is not right."),
    "password_short": N_("The password needs at least %(least)s characters."),
    "password_long": N_("The password has at most %(most)s characters."),
    "password_common": N_(
        "This password is among the first that anybody would guess. Choose another."
    ),
    "agreement_missing": N_("Please read the rules and tick the box."),
    "reason_missing": N_("Please write why you would like to join."),
    "reason_long": N_("Please keep it within %(most)s characters."),
    "invite_invalid": N_("This invitation code is not valid, or it has been used up."),
    "link_invalid": N_("This link has expired or was used already. Ask for a new one."),
    "closed": N_("New accounts are not being opened at the moment."),
    "picture_bad": N_("This file is no picture that we can read."),
    "picture_big": N_("This picture is too large. It may have %(most)s MB at most."),
    "kind_missing": N_("Say what is in the file."),
    "file_missing": N_("Choose a file."),
    "only_added": N_("What is in this file can only be added to what is here."),
    "import_refused": N_(
        "This file cannot be taken: it has too many lines, or %(most)s others are not finished yet."
    ),
    "archive_later": N_(
        "There is an archive already. The next one can be made %(days)s days after the last."
    ),
    "title_missing": N_("Give the filter a name."),
    "places_missing": N_("Tick at least one place where the filter counts."),
    "filters_many": N_("You can have %(most)s filters with %(words)s words in all of them."),
    "nobody": N_("We know nobody of this name."),
    "oneself": N_("This is you."),
    "domain_wrong": N_("This is not the name of a server. It should look like example.org."),
    "label_missing": N_("Give this line a label, or leave both fields empty."),
    "uses_wrong": N_("Write a number from 1 to %(most)s, or leave this field empty."),
    "days_wrong": N_("Write a number of days from 1 to %(most)s, or leave this field empty."),
    "signed_out": N_(
        "You are signed out. Sign in in another tab, come back and publish: your words are still "
        "here."
    ),
    "other_author": N_("Somebody else is signed in by now. Look whose name it goes out under."),
    "not_accepted": N_("This could not be accepted."),
    "post_blank": N_("Write something, or add a picture."),
    "post_long": N_("A post has at most %(most)s characters."),
    "thread_long": N_("A thread that is published at once has at most ten posts."),
    "alt_missing": N_(
        "A picture has no description. Those who cannot see it would not know what it shows."
    ),
    "alt_long": N_("A description has at most 1,500 characters."),
    "media_many": N_("A post has at most %(files)s pictures, and a poll stands without any."),
    "media_mixed": N_("A video or a sound stands alone in a post."),
    "media_busy": N_("A file is still being made ready. Try again in a moment."),
    "media_gone": N_("A picture is not there any more, or another post has it. Add it again."),
    "upload_big": N_("This file is too large."),
    "upload_quota": N_("There is no room left for your files."),
    "upload_failed": N_("This file could not be taken: it is none that we know, or damaged."),
    "poll_few": N_("A poll needs two options or more."),
    "poll_many": N_("A poll has at most %(options)s options."),
    "poll_long": N_("An option has at most %(characters)s characters."),
    "poll_twice": N_("Two options are the same."),
    "poll_end": N_("A poll is open for five minutes at least and a month at most."),
    "quote_gone": N_("The quoted post is not there any more, or may not be quoted."),
    "quote_private": N_("Whoever is quoted in a letter must be mentioned in it."),
    "quote_alone": N_("A post that quotes has no pictures and no poll."),
    "reply_refused": N_("The author lets only some people reply."),
    "reply_appeared": N_("Everybody sees this reply already."),
    "reply_changed": N_("The reply was changed since you read it. Please read it again."),
    "reply_waits": N_("This reply waits to be approved. Until then nobody answers it."),
    "reply_gone": N_("What this answers is not there any more. You can keep it as a draft."),
    "plan_gone": N_(
        "What you had begun was published, changed or deleted elsewhere meanwhile. Send it again "
        "if you want this too."
    ),
    "posts_many": N_(
        "You have sent very much in a short time. Wait a while; your words stay here."
    ),
    "due_soon": N_("Choose a time that is at least five minutes away."),
    "due_many": N_("At that time, as much is scheduled as may be."),
    "due_wrong": N_("This time could not be read."),
    "drafts_many": N_("There is room for %(drafts)s drafts. Delete one of them first."),
    "invites_many": N_("You have too many invitations that still count. End one of them first."),
    "letter_blank": N_("Write something first."),
    "letter_long": N_(
        "This is too long: with the names of those who get it, %(most)s characters at most."
    ),
    "push_refused": N_("This browser gave no address at which it can be woken."),
    "open_letter_blank": N_("Write a title and a text in at least one language."),
    "open_letter_half": N_("A language needs both a title and a text."),
    "open_letter_twice": N_("The same language stands here twice."),
    "language_wrong": N_("We know no language with this code."),
    "day_wrong": N_("This is not a day."),
    "lists_many": N_("You have as many lists as there can be. Remove one first."),
    "featured_many": N_("There is room for %(most)s tags. Take one away first."),
    "tag_wrong": N_("A tag is one word of letters, digits and underscores, not digits alone."),
    "title_blank": N_("Give it a name."),
    "title_long": N_("A name has at most %(most)s characters."),
    "choose_one": N_("Choose one of these."),
    "text_blank": N_("Write something here."),
    "text_long": N_("Please keep it within %(most)s characters."),
    "time_wrong": N_("This is no day and time."),
    "ends_early": N_("It ends before it begins."),
    "shown_already": N_("It is shown already: withdraw it first."),
    "rule_twice": N_("Two rules say the same. Change one of them, or leave it empty."),
    "shortcode_wrong": N_(
        "The name of an emoji has 2 to 64 letters without accents, digits and underscores."
    ),
    "category_long": N_("A category has at most 60 characters."),
    "picture_missing": N_("Choose a picture."),
    "name_unknown": N_("Nobody here is called that."),
    "role_high": N_(
        "You can only give roles below your own, to people whose role is below your own."
    ),
    "not_sure": N_("Tick the box first: this cannot be undone."),
    "founding_code_wrong": N_("This is not the code of this place."),
    "no_address": N_("Write the address of a page, like example.org."),
    "no_feed": N_("There is no feed at this address, and the page names none."),
    "no_answer": N_("Nobody answers at this address."),
    "sources_many": N_("You have %(most)s sources, which is the most. Remove one of them first."),
}
