//! A web service: a text is posted, the document comes back.
//!
//! ```text
//! cargo run -p web_handler
//! curl --data-binary @speech.txt http://127.0.0.1:8080/pdf -o speech.pdf
//! ```

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use wenyin::{Converter, Error, Format};

/// Bytes of the longest text that is taken: a million characters.
const LONGEST: usize = 3_000_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wenyin = Converter::builder().build()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, service(wenyin)).await?;
    Ok(())
}

/// One converter for all requests: its clones share the fonts.
fn service(wenyin: Converter) -> Router {
    Router::new().route("/{format}", post(convert)).layer(DefaultBodyLimit::max(LONGEST)).with_state(wenyin)
}

async fn convert(
    State(wenyin): State<Converter>,
    Path(name): Path<String>,
    text: Bytes,
) -> Result<impl IntoResponse, Refusal> {
    let format = Format::ALL.iter().copied().find(|f| f.extension() == name).ok_or(Refusal::NoSuchFormat)?;
    // Typesetting keeps a core busy: not on the threads that serve connections.
    let work = tokio::task::spawn_blocking(move || -> Result<Vec<u8>, Error> {
        let document = wenyin.parse(&text)?;
        let rendered = wenyin.render(&document, &[format])?;
        Ok(rendered.into_iter().flat_map(|output| output.into_bytes()).collect())
    });
    let file = work.await.map_err(|_panic| Refusal::Defect)??;
    Ok(([(header::CONTENT_TYPE, format.media_type())], file))
}

/// Why there is no document.
enum Refusal {
    NoSuchFormat,
    Text(Error),
    Defect,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Text(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoSuchFormat => (StatusCode::NOT_FOUND, "/pdf, /docx or /epub").into_response(),
            // The text is to blame, and the error says in one sentence for what.
            Self::Text(error @ (Error::Input(_) | Error::Empty | Error::MissingCharacter { .. })) => {
                (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response()
            }
            Self::Text(_) | Self::Defect => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn answer(
        path: &str,
        text: impl Into<Body>,
    ) -> Result<(StatusCode, String, Bytes), Box<dyn std::error::Error>> {
        let request = Request::post(path).body(text.into())?;
        let response = service(Converter::builder().build()?).oneshot(request).await?;
        let kind = response.headers().get(header::CONTENT_TYPE).map(|v| v.to_str().unwrap_or_default().to_owned());
        Ok((response.status(), kind.unwrap_or_default(), to_bytes(response.into_body(), usize::MAX).await?))
    }

    #[tokio::test]
    async fn a_text_comes_back_in_the_format_of_the_path() -> Result<(), Box<dyn std::error::Error>> {
        for format in Format::ALL {
            let path = format!("/{}", format.extension());
            let (status, kind, file) = answer(&path, "讲话\n同志们：\n大家好！").await?;
            assert_eq!((status, kind.as_str()), (StatusCode::OK, format.media_type()));
            let start: &[u8] = if path == "/pdf" { b"%PDF" } else { b"PK" };
            assert!(file.starts_with(start), "{path}");
        }
        Ok(())
    }

    #[tokio::test]
    async fn what_is_wrong_is_said() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(answer("/odt", "讲话").await?.0, StatusCode::NOT_FOUND);
        let (status, _, why) = answer("/pdf", "").await?;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!why.is_empty());
        assert_eq!(answer("/pdf", vec![b'a'; LONGEST + 1]).await?.0, StatusCode::PAYLOAD_TOO_LARGE);
        Ok(())
    }
}
