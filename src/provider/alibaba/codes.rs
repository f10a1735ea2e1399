//! Message QR codes: `…PhoneMessageQrdl`.

use std::collections::HashSet;

use super::envelope::Opened;
use super::numbers::on_the_wire;
use super::{Alibaba, sign, wire};
use crate::model::{
    CodeId, Draft, Error, Field, ImageFormat, MAX_CODES_PER_NUMBER, NumberId, QrCode, Result, Updated, validate_message,
};
use crate::provider::http::Intent;
use crate::provider::{Call, CodePage};

impl Alibaba {
    /// `ListPhoneMessageQrdl` in the service's order. Nobody asked for pictures, so their links are left out.
    pub(super) async fn list_codes(&self, call: &Call, number: &NumberId) -> Result<CodePage> {
        let rows = self.code_rows(call, number).await?;
        // What has no name, or no list, cannot prove that a code is not there.
        let complete = rows.as_ref().is_some_and(|rows| rows.iter().all(|row| row.qrdl_code.is_some()));
        let rows = rows.unwrap_or_default();
        let mut seen = HashSet::new();
        let codes: Vec<_> = rows
            .into_iter()
            .filter_map(|row| qr_code(row, None, ""))
            .filter(|code| seen.insert(code.code.clone()))
            .collect();
        call.progress.rows(codes.len());
        Ok(if complete { CodePage::Complete(codes) } else { CodePage::Newest(codes) })
    }

    /// CAMS has no operation for one code: the list is asked for and the code picked from it. The picture was
    /// chosen when the code was made, and there is none in the other format.
    pub(super) async fn pick_code(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        image: Option<ImageFormat>,
    ) -> Result<QrCode> {
        let rows = self.code_rows(call, number).await?;
        rows.into_iter()
            .flatten()
            .filter_map(|row| qr_code(row, image, ""))
            .find(|found| found.code == *code)
            .ok_or_else(|| Error::not_found(format!("The code {code}")))
    }

    async fn code_rows(&self, call: &Call, number: &NumberId) -> Result<Option<Vec<wire::CodeRow>>> {
        let params = [("PhoneNumber", &*on_the_wire(number)?)];
        let (opened, wire::Codes { data }) = self.list("ListPhoneMessageQrdl", &params, call).await?;
        let most = MAX_CODES_PER_NUMBER + MAX_CODES_PER_NUMBER / 4;
        if data.as_ref().is_some_and(|rows| rows.len() > most) {
            return Err(opened
                .unreadable(&format!("It lists more than the {MAX_CODES_PER_NUMBER} codes that a number can have.")));
        }
        Ok(data)
    }

    /// `CreatePhoneMessageQrdl`.
    pub(super) async fn create_code(&self, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
        validate_message(&draft.message)?;
        let params = [
            ("PhoneNumber", &*on_the_wire(number)?),
            ("GenerateQrImage", draft.image.as_wire()),
            ("PrefilledMessage", &draft.message),
        ];
        changed(self.send("CreatePhoneMessageQrdl", &params, Intent::Change, call).await?, draft)
    }

    /// `UpdatePhoneMessageQrdl`: may answer with a new code, and the code that was updated is then dead.
    pub(super) async fn update_code(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        draft: &Draft,
    ) -> Result<Updated> {
        validate_message(&draft.message)?;
        let params = [
            ("PhoneNumber", &*on_the_wire(number)?),
            ("QrdlCode", named(code)?),
            ("GenerateQrImage", draft.image.as_wire()),
            ("PrefilledMessage", &draft.message),
        ];
        let now = changed(self.send("UpdatePhoneMessageQrdl", &params, Intent::Change, call).await?, draft)?;
        let replaced = (now.code != *code).then(|| code.clone());
        Ok(Updated { code: now, replaced })
    }

    /// `DeletePhoneMessageQrdl`.
    pub(super) async fn delete_code(&self, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
        let params = [("PhoneNumber", &*on_the_wire(number)?), ("QrdlCode", named(code)?)];
        self.send("DeletePhoneMessageQrdl", &params, Intent::Change, call).await.map(drop)
    }
}

fn named(code: &CodeId) -> Result<&str> {
    if code.as_str().is_empty() {
        return Err(Error::invalid(Field::Code, "The code is empty.").advise("Choose a code from the list."));
    }
    Ok(code.as_str())
}

/// The code a change has answered with.
fn changed(mut opened: Opened, draft: &Draft) -> Result<QrCode> {
    let wire::Codes { data } = opened.payload()?;
    data.into_iter()
        .flatten()
        .find_map(|row| qr_code(row, Some(draft.image), &draft.message))
        .ok_or_else(|| opened.unreadable("Its answer does not name the code."))
}

/// A row without a code cannot be asked for anything and is left out. `message` stands in for one that was not
/// answered.
fn qr_code(row: wire::CodeRow, image: Option<ImageFormat>, message: &str) -> Option<QrCode> {
    let Some(code) = row.qrdl_code.map(CodeId::new) else {
        tracing::warn!("an answered code without its QrdlCode is left out");
        return None;
    };
    let pictured = row.generate_qr_image;
    let fits = image.is_some_and(|image| pictured.is_none_or(|format| format.eq_ignore_ascii_case(image.as_wire())));
    Some(QrCode {
        link: row.deep_link_url.unwrap_or_else(|| format!("https://wa.me/message/{}", sign::encode(code.as_str()))),
        message: row.prefilled_message.unwrap_or_else(|| message.to_owned()),
        image_url: row.qr_image_url.filter(|_| fits),
        created: None,
        code,
    })
}

#[cfg(test)]
#[path = "codes_tests.rs"]
mod tests;
